import { isAsset, isResourceReference, isSecret, isUnknown } from './marker.ts';

/** Whether a part of the value, at any depth, is only known to a deployment. */
export function hasUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (isSecret(value)) return hasUnknown(value.value);
  if (isResourceReference(value)) return isUnknown(value.id);
  if (isAsset(value)) return hasUnknown(value.content);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasUnknown);
}
