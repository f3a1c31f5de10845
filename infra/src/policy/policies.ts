import { encryptionAtRest } from './encryption-at-rest.ts';
import { immutableImages } from './immutable-images.ts';
import { knownCallers } from './known-callers.ts';
import { logRetention } from './log-retention.ts';
import { markedSecrets } from './marked-secrets.ts';
import { openPrincipals } from './open-principals.ts';
import type { PolicyCheck } from './policy-check.ts';
import { publicBuckets } from './public-buckets.ts';
import { tagsOnAll } from './tags-on-all.ts';
import { transportSecurity } from './transport-security.ts';
import { wildcardResources } from './wildcard-resources.ts';

/** Every rule that stacks are held to, by what it asks for. */
export const policies: Readonly<Record<string, PolicyCheck>> = {
  'permits nothing on everything': wildcardResources,
  'lets nobody in whom it does not name': openPrincipals,
  'has no bucket that the public can read': publicBuckets,
  'encrypts what it keeps': encryptionAtRest,
  'keeps no log forever': logRetention,
  'answers over TLS 1.2 or newer': transportSecurity,
  'knows who calls': knownCallers,
  'never moves a tag of an image': immutableImages,
  'tags all that can have tags': tagsOnAll,
  'marks what is secret': markedSecrets,
};
