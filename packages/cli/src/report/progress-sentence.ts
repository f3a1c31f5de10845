import type { Progress } from '@bedrock-spend/core';
import { byteText } from '../byte-text.ts';

/** `Reading 120 MB of 480 MB (25 %), 48,211 records`. */
export function progressSentence({ bytesRead, bytesTotal, records }: Progress): string {
  const count = countText(records);
  if (bytesTotal === null || bytesTotal === 0) return `Reading ${byteText(bytesRead)}, ${count}`;
  const percent = Math.min(100, Math.floor((bytesRead / bytesTotal) * 100));
  return `Reading ${byteText(bytesRead)} of ${byteText(bytesTotal)} (${percent} %), ${count}`;
}

export interface AwsTimes {
  durationMs: number;
  /** Since AWS has told something new. */
  silenceMs: number;
}

const longSilenceMs = 3000;

/** `Reading CloudWatch Logs: 1.2 GB, 48,211 records, 12 s; AWS is still at it`. */
export function awsSentence(progress: Progress | null, times: AwsTimes): string {
  const duration = `${Math.floor(times.durationMs / 1000)} s`;
  if (progress === null || (progress.bytesRead === 0 && progress.records === 0)) {
    return `Waiting for AWS, ${duration}`;
  }
  const { bytesRead, records } = progress;
  const told = [byteText(bytesRead), ...(records === 0 ? [] : [countText(records)]), duration].join(
    ', ',
  );
  const silence = times.silenceMs < longSilenceMs ? '' : '; AWS is still at it';
  return `Reading CloudWatch Logs: ${told}${silence}`;
}

function countText(records: number): string {
  return `${records.toLocaleString('en-US')} ${records === 1 ? 'record' : 'records'}`;
}
