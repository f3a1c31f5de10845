import { wildcardRegex } from '../wildcard-regex.ts';
import type { ServiceCall } from './service.ts';

const action = 'kms:Decrypt';

/** Whether the caller may not decrypt with a key of its own account; the keys of AWS let everybody. */
export function isKmsDenied(call: ServiceCall, kmsKeyId: string | undefined): boolean {
  if (kmsKeyId === undefined) return false;
  return call.principal.denied().some((pattern) => wildcardRegex(pattern, 'i').test(action));
}
