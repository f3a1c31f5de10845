// Measures the readers beside their yardsticks and compares the scanner with JSON.parse;
// docs/performance.md says what the figures mean. The time a reader takes never makes it fail.
import { checkBorders } from './equality/check-borders.ts';
import { checkEquality } from './equality/check-equality.ts';
import { equalityText } from './equality/equality-text.ts';
import { fileMarks } from './files/file-marks.ts';
import { measureFiles } from './files/measure-files.ts';
import { readOptions } from './options.ts';
import { markTable, resultTable } from './result-table.ts';
import { measureStartup, startupMarks } from './startup/measure-startup.ts';

const { rounds, part, only, lines, logs } = readOptions(process.argv.slice(2));

const equality = checkEquality({ seed: 1, count: lines });
const borders = await checkBorders({ seed: 1, count: logs });
const files = await measureFiles({ rounds, part, only });
const startup = await measureStartup(rounds);
// On a twentieth of the records, starting up and pricing would be most of what is measured.
const marks = part < 1 ? [] : [...fileMarks(files), ...startupMarks(startup)];
const node = `${process.version}, ${process.platform} ${process.arch}`;

const sections = [
  `Node ${node}; ${rounds} rounds, contenders alternating; median (minimum-maximum)`,
  ...files.map(({ name, records, bytes, results }) =>
    resultTable(`${name} (${records} records, ${Math.round(bytes / 1e6)} MB)`, results),
  ),
  resultTable('Start of the command', startup),
  equalityText(equality, borders),
  part < 1 ? 'No marks: they are for the whole logs.' : markTable(marks),
  JSON.stringify({ node, rounds, part, files, startup, equality, borders, marks }),
];
process.stdout.write(`${sections.join('\n\n')}\n`);
if (equality.different + borders.different > 0) process.exitCode = 1;
