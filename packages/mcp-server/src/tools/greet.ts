import { z } from 'zod';

import { icons } from '../icons.ts';
import { defineTool } from './tool.ts';

/** Answers at once: for trying a connection. */
export const greet = defineTool({
  name: 'greet',
  title: 'Greet',
  description: 'Says hello to the given name. For trying the connection.',
  inputSchema: z.strictObject({
    name: z.string('must be a name').max(200, 'must be at most 200 characters long'),
  }),
  outputSchema: z.object({ greeting: z.string() }),
  icons: icons.greeting,
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  async run({ name }) {
    const greeting = `Hello, ${name}!`;
    return { content: [greeting], structured: { greeting } };
  },
});
