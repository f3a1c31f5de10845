import { z } from 'zod';

import { icons } from '../icons.ts';
import { defineTool } from './tool.ts';

const pauseMs = 1000;

/** Greets twice while it runs, then answers: for trying notifications, progress and cancelling. */
export const multiGreet = defineTool({
  name: 'multi-greet',
  title: 'Greet several times',
  description:
    'Sends two greetings a second apart as log and progress notifications, then answers with a third. ' +
    'For trying notifications.',
  inputSchema: z.strictObject({
    name: z.string('must be a name').max(200, 'must be at most 200 characters long'),
  }),
  outputSchema: z.object({ greetings: z.array(z.string()) }),
  icons: icons.greeting,
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  async run({ name }, { log, progress, services, signal }) {
    const early = [`Hello, ${name}!`, `Hello again, ${name}!`];
    for (const [index, greeting] of early.entries()) {
      await log('info', greeting);
      await progress({ progress: index + 1, total: early.length + 1, message: greeting });
      await services.wait(pauseMs, signal);
    }
    const last = `Good morning, ${name}!`;
    return { content: [last], structured: { greetings: [...early, last] } };
  },
});
