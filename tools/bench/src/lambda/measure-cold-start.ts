import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { installRuntimeClient } from '@bedrock-spend/lambda-harness';
import { build } from 'esbuild';

import { compete, type Result } from '../contender.ts';
import type { Mark } from '../files/file-marks.ts';
import { spreadOf, type Spread } from '../spread.ts';
import { textTable } from '../text-table.ts';
import { coldStart, type ColdStart } from './cold-start.ts';

/** Milliseconds, as Lambda reports them. */
export interface LambdaTimes {
  init: Spread;
  firstCall: Spread;
  laterCall: Spread;
}

export interface ColdStarts {
  results: Result[];
  /** Of each contender, in the same order. */
  times: LambdaTimes[];
}

const bundle = fileURLToPath(new URL('../../../../packages/mcp-server/bundle/', import.meta.url));
const handlers = fileURLToPath(new URL('handlers/', import.meta.url));

/** From the start of an instance to its first answer, under the runtime client that Lambda has. */
export async function measureColdStart(rounds: number): Promise<ColdStarts> {
  const runtimeClient = await installRuntimeClient();
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-bench-'));
  try {
    await bundleBareSdk(folder);
    const contenders = [
      { name: 'bare handler', taskRoot: handlers, handler: 'bare.handler' },
      { name: 'bundle of a bare SDK server', taskRoot: folder, handler: 'bare-sdk.handler' },
      { name: 'bundle of bedrock-spend', taskRoot: bundle, handler: 'lambda.handler' },
    ].map(({ name, ...code }) => ({ name, code, measured: [] as ColdStart[] }));
    const results = await compete(
      contenders.map(({ name, code, measured }) => ({
        name,
        async run() {
          const cost = await coldStart({ ...code, runtimeClient });
          measured.push(cost);
          return cost;
        },
      })),
      rounds,
    );
    return { results, times: contenders.map(({ measured }) => timesOf(measured)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function timesOf(measured: readonly ColdStart[]): LambdaTimes {
  return {
    init: spreadOf(measured.map(({ initMs }) => initMs)),
    firstCall: spreadOf(measured.map(({ firstCallMs }) => firstCallMs)),
    laterCall: spreadOf(measured.map(({ laterCallMs }) => laterCallMs)),
  };
}

/** As our own bundle is made. */
async function bundleBareSdk(folder: string): Promise<void> {
  await build({
    entryPoints: [join(handlers, 'bare-sdk.ts')],
    outfile: join(folder, 'bare-sdk.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'warning',
  });
}

export function coldStartMarks({ results, times }: ColdStarts): Mark[] {
  const [bare] = results;
  const ours = results.at(-1);
  const ourTimes = times.at(-1);
  if (bare === undefined || ours === undefined || ourTimes === undefined) return [];
  return [
    {
      what: `CPU, Lambda: ${ours.name} / ${bare.name}`,
      value: ours.cpuSeconds.median / bare.cpuSeconds.median,
      atMost: 3,
    },
    {
      what: 'wall, Lambda: first call of an instance that is ready / a later one',
      value: ourTimes.firstCall.median / ourTimes.laterCall.median,
      atMost: 2,
    },
  ];
}

/** What Lambda reports of the instances. */
export function timesTable({ results, times }: ColdStarts): string {
  return textTable([
    ['Lambda: milliseconds', 'init', 'first call', 'a later one'],
    ...times.map(({ init, firstCall, laterCall }, index) => [
      `  ${results[index]?.name ?? ''}`,
      ...[init, firstCall, laterCall].map(figures),
    ]),
  ]);
}

function figures({ median, min, max }: Spread): string {
  return `${median.toFixed(1)} (${min.toFixed(1)}-${max.toFixed(1)})`;
}
