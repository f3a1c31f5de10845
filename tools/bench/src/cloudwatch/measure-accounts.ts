import { spawnEmulator } from '@bedrock-spend/aws-emulator';
import { compete } from '../contender.ts';
import { runReader } from '../run-reader.ts';
import type { CloudwatchOptions, CloudwatchResults } from './measure-cloudwatch.ts';
import { awsEnvironment, emulatorConfig, readerRole } from './emulator-config.ts';
import { logGroupFiles, sumTotals } from './log-group-files.ts';

const accountIds = ['111122223333', '444455556666', '777788889999'];
const regions = ['us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-1'];
const denied = '777788889999';
const records = 2_000_000;

/**
 * Three accounts of four regions in one report, one account denied: what the others hold must be
 * exactly what was written, and the denied one must be told of.
 */
export async function measureAccounts(options: CloudwatchOptions): Promise<CloudwatchResults> {
  const count = Math.round(records * options.part);
  const targets = accountIds.flatMap((accountId) =>
    regions.map((region) => ({ accountId, region })),
  );
  const files = await logGroupFiles(targets, count);
  process.stderr.write(`Accounts: loading ${count} records\n`);
  const emulator = await spawnEmulator({ config: emulatorConfig(files, {}) });
  try {
    await emulator.control.setDenied({
      accountId: denied,
      principal: readerRole,
      actions: ['logs:*'],
    });
    const question = { now: '2026-10-02T00:00:00Z', until: '2026-09-30', days: 30, engine: 'auto' };
    const words = [JSON.stringify({ ...question, accounts: accountIds, regions })];
    const env = awsEnvironment(emulator, accountIds[0] ?? '');
    const results = await compete(
      [
        {
          name: 'three accounts, four regions',
          run: () => runReader('cloudwatch-reader', { words, env }),
        },
      ],
      1,
    );
    const readable = files.filter(({ accountId }) => accountId !== denied);
    const expected = {
      ...sumTotals(readable.map(({ totals }) => totals)),
      partial: regions.length,
    };
    const found = results[0]?.totals;
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      throw new Error(`The report has ${JSON.stringify(found)}, not ${JSON.stringify(expected)}.`);
    }
    return { name: '3 accounts x 4 regions, one denied', records: count, results };
  } finally {
    await emulator.stop();
  }
}
