import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { installRuntimeClient } from '@bedrock-spend/lambda-harness';
import { build } from 'esbuild';

import { compete, type Result } from '../contender.ts';
import type { Mark } from '../files/file-marks.ts';
import { spreadOf, type Spread } from '../spread.ts';
import { coldStart, type ColdStart } from './cold-start.ts';

/** Milliseconds, as Lambda reports them. */
export interface LambdaTimes {
  init: Spread;
  firstCall: Spread;
  laterCall: Spread;
}

export interface ColdStarts {
  results: Result[];
  /** Of our own bundle. */
  times: LambdaTimes;
}

const bundle = fileURLToPath(new URL('../../../../packages/mcp-server/bundle/', import.meta.url));
const handlers = fileURLToPath(new URL('handlers/', import.meta.url));

/** From the start of an instance to its first answer, under the runtime client that Lambda has. */
export async function measureColdStart(rounds: number): Promise<ColdStarts> {
  const runtimeClient = await installRuntimeClient();
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-bench-'));
  try {
    await bundleBareSdk(folder);
    const ours: ColdStart[] = [];
    const results = await compete(
      [
        {
          name: 'bare handler',
          run: () => coldStart({ taskRoot: handlers, handler: 'bare.handler', runtimeClient }),
        },
        {
          name: 'bundle of a bare SDK server',
          run: () => coldStart({ taskRoot: folder, handler: 'bare-sdk.handler', runtimeClient }),
        },
        {
          name: 'bundle of bedrock-spend',
          async run() {
            const measured = await coldStart({
              taskRoot: bundle,
              handler: 'lambda.handler',
              runtimeClient,
            });
            ours.push(measured);
            return measured;
          },
        },
      ],
      rounds,
    );
    const times = {
      init: spreadOf(ours.map(({ initMs }) => initMs)),
      firstCall: spreadOf(ours.map(({ firstCallMs }) => firstCallMs)),
      laterCall: spreadOf(ours.map(({ laterCallMs }) => laterCallMs)),
    };
    return { results, times };
  } finally {
    await rm(folder, { recursive: true });
  }
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
  if (bare === undefined || ours === undefined) return [];
  return [
    {
      what: `CPU, Lambda: ${ours.name} / ${bare.name}`,
      value: ours.cpuSeconds.median / bare.cpuSeconds.median,
      atMost: 3,
    },
    {
      what: 'wall, Lambda: first call of an instance that is ready / a later one',
      value: times.firstCall.median / times.laterCall.median,
      atMost: 2,
    },
  ];
}

export function timesText({ init, firstCall, laterCall }: LambdaTimes): string {
  return `bundle of bedrock-spend on Lambda: init ${figures(init)}, first call ${figures(firstCall)}, a later one ${figures(laterCall)}`;
}

function figures({ median, min, max }: Spread): string {
  return `${median.toFixed(1)} ms (${min.toFixed(1)}-${max.toFixed(1)})`;
}
