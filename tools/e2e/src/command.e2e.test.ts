import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { lacks, runInstalled, supportedRuntimes } from './installed.ts';
import { publishedExample } from './published-example.ts';

const commands = [
  'report',
  'logs',
  'bill',
  'doctor',
  'prices',
  'cache',
  'serve',
  'connect',
  'demo',
];

describe.each(supportedRuntimes)('the installed command under %s', (runtime) => {
  describe.skipIf(lacks(runtime))('when it can be run', () => {
    it('tells its version', async () => {
      expect(await runInstalled(runtime, 'bedrock-spend', ['--version'])).toEqual({
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
        stderr: '',
        status: 0,
      });
    });

    it('lists its commands in the help', async () => {
      const { stdout, status } = await runInstalled(runtime, 'bedrock-spend', ['--help']);
      expect(status).toBe(0);
      for (const command of commands) {
        expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'));
      }
    });

    it('writes the report of the published example to the byte', async () => {
      const words = ['report', '--source', 'files', '--format', 'classic'];
      expect(
        await runInstalled(runtime, 'bedrock-spend', [
          ...words,
          ...publishedExample.flags,
          publishedExample.log,
        ]),
      ).toEqual({ stdout: publishedExample.text, stderr: '', status: 0 });
    });

    it('reads a log from a pipe', async () => {
      const log = gunzipSync(readFileSync(publishedExample.log));
      const { stdout, status } = await runInstalled(
        runtime,
        'bedrock-spend',
        ['report', ...publishedExample.flags, '-'],
        log,
      );
      expect({ stdout, status }).toEqual({ stdout: publishedExample.text, status: 0 });
    });

    it('refuses an unknown flag in one sentence, with status 2', async () => {
      const { stdout, stderr, status } = await runInstalled(runtime, 'bedrock-spend', [
        'report',
        '--dayz',
        '7',
        publishedExample.log,
      ]);
      expect(stderr).toMatch(/^bedrock-spend: .*--dayz.*\n$/);
      expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    });
  });
});

describe.each(['bedrock-spend', 'bedrock-spend-mcp'])('%s under an old Node', (command) => {
  it.skipIf(lacks('Node 16'))('says in one sentence which Node it needs', async () => {
    const { stdout, stderr, status } = await runInstalled('Node 16', command, ['--version']);
    expect(stderr).toMatch(
      new RegExp(`^${command} needs Node\\.js 22\\.18 or newer; this is v16\\.\\d+\\.\\d+\\.\\n$`),
    );
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });
});
