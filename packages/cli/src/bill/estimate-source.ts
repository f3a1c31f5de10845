import type { BillFlags } from '../flags/bill-flags.ts';
import type { SourceKind } from '../flags/report-flags.ts';
import { sourceOf, type OpenSource } from '../report/source-of.ts';
import type { Settings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface EstimateOptions {
  paths: readonly string[];
  flags: BillFlags;
  settings: Settings;
  terminal: Terminal;
}

/** The logs to estimate from; `null` where no estimate is wanted. */
export async function estimateSource(options: EstimateOptions): Promise<OpenSource | null> {
  const { paths, flags, settings } = options;
  if (!flags.estimate) {
    refuseLogs(options);
    return null;
  }
  const { profile, ...others } = flags;
  return sourceOf({
    ...options,
    flags: { ...others, source: flags.source ?? usualSource(paths, settings) },
    // Beside log files it is the bill that is read with a profile.
    settings: profile === undefined ? settings : { ...settings, profile },
    keep: 'file',
  });
}

/** Who asks for a bill has credentials. */
function usualSource(paths: readonly string[], settings: Settings): SourceKind {
  if (paths.length > 0) return 'files';
  return settings.source ?? (settings.paths === undefined ? 'cloudwatch' : 'files');
}

const logFlagNames = {
  source: '--source',
  strict: '--strict',
  deduplicate: '--deduplicate',
  engine: '--engine',
  logGroup: '--log-group',
  prices: '--prices',
  discount: '--discount',
} as const satisfies Partial<Record<keyof BillFlags, string>>;

function refuseLogs({ paths, flags }: EstimateOptions): void {
  const named = Object.entries(logFlagNames).find(
    ([key]) => flags[key as keyof BillFlags] !== undefined,
  );
  const unused = paths[0] ?? named?.[1];
  if (unused === undefined) return;
  throw new UsageError(`${unused} is for the estimate: leave it out, or leave out --no-estimate.`);
}
