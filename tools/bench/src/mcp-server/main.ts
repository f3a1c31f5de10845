// Measures the MCP server beside servers that are nothing but the SDK; docs/performance.md says what
// the figures mean. Nothing here fails for being slow.
import { readOptions } from '../options.ts';
import { markTable, resultTable } from '../result-table.ts';
import { callMarks, measureCalls } from './measure-calls.ts';
import { firstCallMark, measureFirstCall } from './measure-first-call.ts';
import { measureStart, startMarks } from './measure-start.ts';

const { rounds, part } = readOptions(process.argv.slice(2));
const calls = Math.round(10_000 * part);

const results = await measureCalls({ rounds, calls });
const start = await measureStart(rounds);
const firstCall = await measureFirstCall(rounds);
const marks = [...callMarks(results), ...startMarks(start), firstCallMark(firstCall)];
const node = `${process.version}, ${process.platform} ${process.arch}`;

const sections = [
  `Node ${node}; ${rounds} rounds, contenders alternating; median (minimum-maximum)`,
  resultTable(`${calls} calls over loopback`, results),
  resultTable('Start to the answer of initialize', start),
  markTable(marks),
  JSON.stringify({ node, rounds, calls, results, start, firstCall, marks }),
];
process.stdout.write(`${sections.join('\n\n')}\n`);
