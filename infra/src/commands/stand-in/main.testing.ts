// The commands, with folders of a test in place of the repository's.
import { join } from 'node:path';

import { runCommand } from '../run-command.ts';
import { surroundingsOf } from '../surroundings.ts';

const folder = process.env['STAND_IN_FOLDER'] ?? '';
process.exitCode = await runCommand(process.argv.slice(2), {
  ...surroundingsOf(process),
  infraFolder: join(folder, 'infra'),
  imageFolder: join(folder, 'image'),
});
