import type { Progress } from '@modelcontextprotocol/sdk/types.js';
import { byteText } from '../byte-text.ts';
import { visibleText } from './visible-text.ts';

// Small numbers are steps, which people count; large ones are bytes, of which they want the share.
const mostSteps = 20;

/** How far a call is: `2 of 3, Hello again`, `45 %, 7349 records read` or `6.5 MB, 13060 records read`. */
export function progressText({ progress, total, message }: Progress): string {
  const words = [amount(progress, total), ...(message === undefined ? [] : [message])];
  return visibleText(words.join(', '));
}

function amount(progress: number, total: number | undefined): string {
  if (total === undefined || total <= 0) {
    return progress > mostSteps ? byteText(progress) : String(progress);
  }
  if (total <= mostSteps) return `${progress} of ${total}`;
  return `${Math.min(100, Math.floor((progress / total) * 100))} %`;
}
