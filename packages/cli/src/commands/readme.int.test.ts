import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCommand } from '../run-command.testing.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

it('prints what the README of the project shows', async () => {
  const readme = await readFile(`${root}README.md`, 'utf8');
  const [, command = '', screen] =
    /```text\n\$ npx bedrock-spend ((?:.*\\\n)*.*)\n([^]*?)```/.exec(readme) ?? [];
  const words = command.replaceAll('\\\n', ' ').split(/ +/);

  // Here stdout is a pipe, where the table has to be asked for.
  const { stdout, status } = await runCommand([...words, '--format', 'table'], {
    workingDirectory: root,
  });

  expect(status).toBe(0);
  expect(stdout).toBe(screen);
});
