// Measures the readers beside their yardsticks and compares the scanner with JSON.parse;
// docs/performance.md says what the figures mean. The time a reader takes never makes it fail.
import { checkBorders } from './equality/check-borders.ts';
import { checkEquality } from './equality/check-equality.ts';
import { equalityText } from './equality/equality-text.ts';
import { cloudwatchMarks } from './cloudwatch/cloudwatch-marks.ts';
import { measureAccounts } from './cloudwatch/measure-accounts.ts';
import { measureCloudwatch } from './cloudwatch/measure-cloudwatch.ts';
import { fileMarks } from './files/file-marks.ts';
import { measureFiles } from './files/measure-files.ts';
import { readOptions } from './options.ts';
import { callTable, markTable, resultTable } from './result-table.ts';
import { measureStartup, startupMarks } from './startup/measure-startup.ts';

const { rounds, part, only, lines, logs } = readOptions(process.argv.slice(2));

const equality = checkEquality({ seed: 1, count: lines });
const borders = await checkBorders({ seed: 1, count: logs });
const files = await measureFiles({ rounds, part, only });
const startup = await measureStartup(rounds);
const wantsCloudwatch = 'cloudwatch'.startsWith(only);
const cloudwatch = wantsCloudwatch ? [await measureCloudwatch({ rounds, part })] : [];
const accounts = wantsCloudwatch ? [await measureAccounts({ rounds, part })] : [];
// On a twentieth of the records, starting up and pricing would be most of what is measured.
const marks =
  part < 1
    ? []
    : [...fileMarks(files), ...startupMarks(startup), ...cloudwatch.flatMap(cloudwatchMarks)];
const node = `${process.version}, ${process.platform} ${process.arch}`;

const sections = [
  `Node ${node}; ${rounds} rounds, contenders alternating; median (minimum-maximum)`,
  ...files.map(({ name, records, bytes, results }) =>
    resultTable(`${name} (${records} records, ${Math.round(bytes / 1e6)} MB)`, results),
  ),
  resultTable('Start of the command', startup),
  ...[...cloudwatch, ...accounts].map(({ name, records, results }) =>
    resultTable(`${name} (${records} records)`, results),
  ),
  ...cloudwatch.map(({ results }) => callTable(results)),
  equalityText(equality, borders),
  part < 1 ? 'No marks: they are for the whole logs.' : markTable(marks),
  JSON.stringify({
    node,
    rounds,
    part,
    files,
    startup,
    cloudwatch,
    accounts,
    equality,
    borders,
    marks,
  }),
];
process.stdout.write(`${sections.join('\n\n')}\n`);
if (equality.different + borders.different > 0) process.exitCode = 1;
