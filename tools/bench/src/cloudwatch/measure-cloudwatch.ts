import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnEmulator, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import { compete, type Contender, type Result } from '../contender.ts';
import { runReader } from '../run-reader.ts';
import type { Measurement } from '../measurement.ts';
import { awsEnvironment, emulatorConfig } from './emulator-config.ts';
import { logGroupFiles, type LogGroupFile } from './log-group-files.ts';

export interface CloudwatchResults {
  name: string;
  records: number;
  results: Result[];
}

export interface CloudwatchOptions {
  rounds: number;
  /** 1 = the whole data set. */
  part: number;
}

const accountId = '111122223333';
const region = 'us-east-1';
const logGroup = '/aws/bedrock/modelinvocations';
/** 200 pages of 1 MB. */
const records = 306_000;
const firstMs = Date.parse('2026-09-01T00:00:00Z');
const endMs = Date.parse('2026-10-01T00:00:00Z');
// The day after the last record: it is what a report reads again.
const now = '2026-10-01T12:00:00Z';

/**
 * One log group of 200 pages, read under AWS's quotas with a page in 100 ms and a query in 2 s and its
 * bytes at 1 GB/s: by a loop over FilterLogEvents as a script would have it, and by each of our engines
 * for a report of 90 days that is asked for twice.
 */
export async function measureCloudwatch(options: CloudwatchOptions): Promise<CloudwatchResults> {
  const count = Math.round(records * options.part);
  const [file] = await logGroupFiles([{ accountId, region }], count);
  if (file === undefined) throw new Error('There is no log group to read.');
  const latency = { pageMs: 100, queryBaseMs: 2_000, queryBytesPerSecond: 1e9 };
  const emulator = await spawnEmulator({
    config: emulatorConfig([file], { latency, quotas: true }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-bench-'));
  try {
    process.stderr.write(`CloudWatch: ${options.rounds} rounds over ${count} records\n`);
    const all = contenders({ emulator, folder });
    // From then on the emulator knows the answers, and takes what the latency model says.
    for (const { name, run } of all) if (name.startsWith('engine insights')) await run();
    const results = await compete(all, options.rounds);
    assertTotals(results, file);
    return { name: 'CloudWatch Logs, 200 pages', records: count, results };
  } finally {
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Stage {
  emulator: SpawnedEmulator;
  folder: string;
}

function contenders({ emulator, folder }: Stage): Contender[] {
  const env = awsEnvironment(emulator, accountId);
  let round = 0;
  const ours = (question: object) =>
    counted(emulator, () =>
      runReader('cloudwatch-reader', {
        words: [JSON.stringify({ now, until: '2026-10-01', ...question })],
        env,
      }),
    );
  return [
    {
      name: 'loop over FilterLogEvents',
      run: () => {
        round += 1;
        const words = [region, logGroup, String(firstMs), String(endMs)];
        return counted(emulator, () => runReader('sequential-loop', { words, env }));
      },
    },
    ...(['filter', 'insights'] as const).flatMap((engine) => {
      const ask = () =>
        ours({ days: 90, engine, cacheFile: join(folder, engine, `${round}.sqlite`) });
      return [
        { name: `engine ${engine}`, run: ask },
        { name: `engine ${engine}, once again`, run: ask },
      ];
    }),
  ];
}

/** A run with the calls that it made, as AWS saw them. */
async function counted(
  { control }: SpawnedEmulator,
  run: () => Promise<Measurement>,
): Promise<Measurement> {
  await control.clearRequests();
  const measurement = await run();
  const requests = await control.requests({ service: 'logs' });
  const calls: Record<string, number> = { calls: requests.length };
  for (const { operation } of requests) calls[operation] = (calls[operation] ?? 0) + 1;
  return { ...measurement, calls };
}

function assertTotals(results: readonly Result[], { totals }: LogGroupFile): void {
  for (const result of results) {
    if (JSON.stringify(result.totals) === JSON.stringify(totals)) continue;
    throw new Error(
      `${result.name} counts ${JSON.stringify(result.totals)} where ${JSON.stringify(totals)} were written.`,
    );
  }
}
