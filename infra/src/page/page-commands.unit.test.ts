import { describe, expect, it } from 'vitest';

import { mentionedCommands, pageCommands } from './page-commands.ts';

describe('the commands of a page', () => {
  it('are those of its sh blocks, with what they need and where they stand', () => {
    const page =
      'Text\n\n```sh\nnpm ci\n\nnode --version\n```\n\n- item\n\n  ```sh aws\n  aws s3 ls\n  ```\n';

    expect(pageCommands(page)).toEqual([
      { command: 'npm ci', need: 'nothing', line: 4 },
      { command: 'node --version', need: 'nothing', line: 6 },
      { command: 'aws s3 ls', need: 'aws', line: 12 },
    ]);
  });

  it('go on where a line ends in a backslash', () => {
    const [first, ...others] = pageCommands('```sh server\ncurl \\\n  -H a\nls\n```\n');

    expect(first?.command).toBe('curl \\\n-H a');
    expect(others.map(({ command }) => command)).toEqual(['ls']);
  });

  it('are not those of other blocks', () => {
    expect(pageCommands('```json\n{}\n```\n```console\n$ ls\n```\n')).toEqual([]);
  });

  it('are refused where nobody knows what they need', () => {
    expect(() => pageCommands('```sh moon\nls\n```\n')).toThrow('marks commands as moon');
  });
});

describe('the commands in the text of a page', () => {
  it('are those between backticks that begin with a program, outside of blocks', () => {
    const page =
      'Run `npm ci`, not `memory` or `npm`.\n\n```sh\nls `npx a b`\n```\n\n| `aws s3 ls` |\n';

    expect(mentionedCommands(page)).toEqual(['npm ci', 'aws s3 ls']);
  });
});
