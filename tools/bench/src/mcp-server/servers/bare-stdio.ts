// The SDK alone over stdio: what it takes to start and answer `initialize` at least.
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

import { helloServer } from './hello-tool.ts';

await helloServer().connect(new StdioServerTransport());
