import type { AwsError } from '../../aws-error.ts';
import { invalidParameter } from '../refusals.ts';

/** AWS says only the first three words. */
export function patternError(reason: string): AwsError {
  return invalidParameter(`Invalid filter pattern: ${reason}`);
}
