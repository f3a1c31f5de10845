import { setTimeout as wait } from 'node:timers/promises';

import type { LogSource, PriceBook, Query } from '@bedrock-spend/core';
import type { BillReader } from '@bedrock-spend/core/billing';

import { createKnownNames } from './completions/known-names.ts';
import type { AllowList } from './access/allow/allow-list.ts';
import type { CheckSetup, Services } from './tools/tool.ts';

/** What a server answers from. */
export interface ServiceOptions {
  /** Where the invocation logs are read from, anew for each report. */
  source: LogSource;
  /** What a report is asked for where a call leaves it open. */
  defaults?: Query | undefined;
  /** Own prices; list prices when left out. */
  prices?: PriceBook | undefined;
  /** Reads what AWS billed; left out, the tool for it is not offered. */
  bill?: BillReader | undefined;
  /** Checks what reading from AWS needs; left out, the tool for it is not offered. */
  setup?: CheckSetup | undefined;
  /** What may be read and shown, whoever asks. Left out, all that the source reads. */
  allow?: AllowList | undefined;
  /** The present moment. Default the system's clock. */
  now?: (() => Date) | undefined;
  /** Resolves after so many milliseconds, or rejects when the signal aborts. Default a timer. */
  wait?: ((durationMs: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** Fills in the clocks of this machine. */
export function servicesOf(options: ServiceOptions): Services {
  return {
    source: options.source,
    defaults: options.defaults ?? {},
    prices: options.prices,
    bill: options.bill,
    setup: options.setup,
    names: createKnownNames(),
    now: options.now ?? (() => new Date()),
    wait: options.wait ?? (async (durationMs, signal) => wait(durationMs, undefined, { signal })),
  };
}
