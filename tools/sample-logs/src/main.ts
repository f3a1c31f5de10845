// Generates invocation logs: node tools/sample-logs/src/main.ts <profile> --out <folder>
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bulkRecordCount, type BulkProfile } from './bulk/bulk-lines.ts';
import { writeBulk } from './bulk/write-bulk.ts';
import { writeDemo } from './demo/write-demo.ts';
import { writeMixed } from './mixed/write-mixed.ts';

const usage = `Usage: node tools/sample-logs/src/main.ts <profile> --out <folder> [--seed N] [--records N]

Profiles:
  demo   the sample that comes with the command line (packages/cli/sample)
  mixed  a small log of every shape; also takes --since and --until (YYYY-MM-DD)
  A      1,000,000 records without bodies, in 16 files and in one, plain and gzip
  B      100,000 records with bodies, the same
  C      100,000 records in gzip objects of 50, laid out as in S3
`;

try {
  process.stdout.write(`${await generate(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}

/** Returns where the log is. */
async function generate(words: string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      seed: { type: 'string' },
      records: { type: 'string' },
      since: { type: 'string' },
      until: { type: 'string' },
    },
  });
  const [profile, ...others] = positionals;
  if (profile === undefined || others.length > 0) throw new Error('Name one profile.');
  const folder = values.out;
  if (folder === undefined) throw new Error('Say where to write with --out.');
  await mkdir(folder, { recursive: true });
  const seed = wholeNumber('--seed', values.seed);
  const count = wholeNumber('--records', values.records);
  switch (profile) {
    case 'demo':
      if (count !== undefined) throw new Error('The demo has a fixed number of records.');
      return writeDemo(folder, seed);
    case 'mixed': {
      const { since, until } = values;
      return writeMixed(folder, given({ seed, count, since, until }));
    }
    case 'A':
    case 'B':
    case 'C':
      await writeBulk(bulkRequest(profile, { seed, count }), folder);
      return folder;
    default:
      throw new Error(`There is no profile ${profile}.`);
  }
}

function bulkRequest(
  profile: BulkProfile,
  {
    seed = 1,
    count = bulkRecordCount[profile],
  }: { seed: number | undefined; count: number | undefined },
) {
  return { profile, seed, count };
}

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Error(`${flag} takes a whole number, not ${text}.`);
  return Number(text);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same without what was not given. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}
