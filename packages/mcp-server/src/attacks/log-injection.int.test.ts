import { describe, expect, it } from 'vitest';

import { createLogger, createLoggerWith } from '../logger.ts';
import { callMessage, openSession, post } from '../json-rpc.testing.ts';
import { guardedServer } from './guarded-server.testing.ts';

const forgedLine = '{"level":"info","msg":"all is well"}';

describe('the name of a tool that a caller made up', () => {
  it('adds a line to a log that writes texts as they are, and none to one in JSON', async () => {
    const plain: string[] = [];
    const json: string[] = [];
    const withoutJson = createLogger({
      destination: { write: (line) => plain.push(asPlainText(line)) },
    });
    const logger = createLogger({ destination: { write: (line) => json.push(line) } });

    await callTool(`x\n${forgedLine}\r\n`, withoutJson);
    await callTool(`x\n${forgedLine}\r\n`, logger);

    expect(linesOf(plain)).toContain(forgedLine);
    expect(linesOf(json)).not.toContain(forgedLine);
    expect(linesOf(json).map((line) => (JSON.parse(line) as { msg: string }).msg)).not.toContain(
      'all is well',
    );
  });

  it.each([
    ['turns a line around', '\u202e'],
    ['ends a line for many viewers', '\u2028'],
    ['gives orders to a terminal', '\u009b2J'],
    ['hides in a line', '\u200b'],
  ])('%s where only JSON guards the log, and shows otherwise', async (_what, character) => {
    const open: string[] = [];
    const guarded: string[] = [];
    const asItIs = createLoggerWith(
      { destination: { write: (line) => open.push(line) } },
      (line) => line,
    );
    const logger = createLogger({ destination: { write: (line) => guarded.push(line) } });

    await callTool(`x${character}y`, asItIs);
    await callTool(`x${character}y`, logger);

    expect(open.join('')).toContain(character);
    expect(guarded.join('')).not.toContain(character);
    expect(guarded.join('')).toContain(
      `x\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  });
});

async function callTool(name: string, logger: ReturnType<typeof createLogger>): Promise<void> {
  const { url } = await guardedServer({ logger });
  const session = await openSession(url);
  await (await post(url, callMessage(name, {}), { session })).text();
}

/** As logs are written that put names between the words of a line. */
function asPlainText(line: string): string {
  const fields = Object.entries(JSON.parse(line) as Record<string, unknown>);
  return `${fields.map(([name, value]) => `${name}=${String(value)}`).join(' ')}\n`;
}

function linesOf(log: readonly string[]): string[] {
  return log
    .join('')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}
