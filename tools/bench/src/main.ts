// Measures the readers beside their yardsticks; docs/performance.md says what the figures mean.
import { parseArgs } from 'node:util';
import { fileMarks } from './files/file-marks.ts';
import { measureFiles } from './files/measure-files.ts';
import { markTable, resultTable } from './result-table.ts';
import { measureStartup, startupMarks } from './startup/measure-startup.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error('--rounds takes a whole number from 1.');

const machine = `Node ${process.version}, ${process.platform} ${process.arch}`;
const part = values.quick ? 0.05 : 1;
const files = await measureFiles({ rounds, part, only: values.only });
const startup = await measureStartup(rounds);
const marks = [...fileMarks(files), ...startupMarks(startup)];

const sections = [
  `${machine}, ${rounds} rounds, contenders alternating; median (minimum-maximum)`,
  ...files.map(({ name, records, bytes, results }) =>
    resultTable(`${name} (${records} records, ${Math.round(bytes / 1e6)} MB)`, results),
  ),
  resultTable('Start of the command', startup),
  markTable(marks),
  JSON.stringify({ node: process.version, rounds, part, files, startup, marks }),
];
process.stdout.write(`${sections.join('\n\n')}\n`);
