// Measures the MCP server beside servers that are nothing but the SDK; docs/performance.md says what
// the figures mean. Nothing here fails for being slow.
import { coldStartMarks, measureColdStart, timesTable } from '../lambda/measure-cold-start.ts';
import { readOptions } from '../options.ts';
import { markTable, resultTable } from '../result-table.ts';
import { bundleSizes, bundleSizeTable } from '../lambda/bundle-sizes.ts';
import { callMarks, measureCalls } from './measure-calls.ts';
import { firstCallMark, measureFirstCall } from './measure-first-call.ts';
import { measureStart, startMarks } from './measure-start.ts';

const { rounds, part, only } = readOptions(process.argv.slice(2));
const node = `${process.version}, ${process.platform} ${process.arch}`;

const parts = {
  async calls() {
    const calls = Math.round(10_000 * part);
    const results = await measureCalls({ rounds, calls });
    const text = resultTable(`${calls} calls over loopback`, results);
    return { text, marks: callMarks(results), figures: { calls, results } };
  },
  async start() {
    const start = await measureStart(rounds);
    const text = resultTable('Start to the answer of initialize', start);
    return { text, marks: startMarks(start), figures: { start } };
  },
  async 'first-call'() {
    const firstCall = await measureFirstCall(rounds);
    return { text: '', marks: [firstCallMark(firstCall)], figures: { firstCall } };
  },
  async lambda() {
    const sizes = await bundleSizes();
    const coldStarts = await measureColdStart(rounds);
    const text = [
      resultTable('Lambda: start of an instance to its first answer', coldStarts.results),
      timesTable(coldStarts),
      bundleSizeTable(sizes),
    ].join('\n\n');
    return { text, marks: coldStartMarks(coldStarts), figures: { sizes, coldStarts } };
  },
};

const chosen = Object.entries(parts).filter(([name]) => name.startsWith(only));
const measured = [];
for (const [, measure] of chosen) measured.push(await measure());

const marks = measured.flatMap(({ marks }) => marks);
const figures = Object.assign({}, ...measured.map(({ figures }) => figures));

const sections = [
  `Node ${node}; ${rounds} rounds, contenders alternating; median (minimum-maximum)`,
  ...measured.map(({ text }) => text).filter((text) => text !== ''),
  markTable(marks),
  JSON.stringify({ node, rounds, ...figures, marks }),
];
process.stdout.write(`${sections.join('\n\n')}\n`);
