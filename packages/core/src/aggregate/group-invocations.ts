import { countKinds } from './count-kinds.ts';
import { addTokensAndImages } from './usage-sums.ts';
import type { GroupColumns } from '../model/group-columns.ts';
import { imageSize } from '../model/image-size.ts';
import type { InvocationGroup } from '../model/invocation-group.ts';
import type { Invocation } from '../model/invocation.ts';
import { requestSizeClassOf } from '../model/request-size-class.ts';

/** Adds invocations up into groups that answer every query with the same columns. */
export interface InvocationGrouper {
  add(invocation: Invocation): void;
  /** In the order in which they were first seen. */
  groups(): readonly InvocationGroup[];
}

/** For what is kept: groups, unlike the rows of one report, can be filtered and grouped again. */
export function createInvocationGrouper(columns: GroupColumns): InvocationGrouper {
  const groups = new Map<string, InvocationGroup>();
  return {
    add(invocation) {
      const facts = factsOf(invocation, columns);
      const { model, ...rest } = facts;
      const key = JSON.stringify([model.id, countKinds(invocation), rest]);
      let group = groups.get(key);
      if (group === undefined) {
        group = { ...facts, ...noCounts };
        groups.set(key, group);
      }
      addInvocation(group, invocation);
    },
    groups: () => [...groups.values()],
  };
}

const noCounts = {
  requests: 0,
  unknownCounts: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  cacheWriteUnsplitTokens: 0,
  imageRequests: 0,
  images: 0,
};

function factsOf(invocation: Invocation, columns: GroupColumns) {
  const { timestampMs, accountId, region, model, errorCode, blocked, serviceTier } = invocation;
  return {
    timestampMs: timestampMs - (timestampMs % columns.bucketMs),
    accountId,
    region,
    operation: columns.operation ? invocation.operation : '',
    model,
    principalArn: columns.principal ? invocation.principalArn : '',
    errorCode,
    blocked,
    serviceTier,
    requestMetadata: tagsOf(invocation, columns),
    requestSizeClass: requestSizeClassOf(invocation),
    imageSize: imageSize(invocation),
  };
}

/** The tags asked for, in the order asked, so that equal tags make equal keys. */
function tagsOf({ requestMetadata }: Invocation, { metadataKeys }: GroupColumns) {
  if (requestMetadata === null) return null;
  const tags = metadataKeys.flatMap((key) =>
    Object.hasOwn(requestMetadata, key) ? [[key, requestMetadata[key] ?? ''] as const] : [],
  );
  return tags.length === 0 ? null : Object.fromEntries(tags);
}

function addInvocation(group: InvocationGroup, invocation: Invocation): void {
  const { errorCode, blocked, inputTokens, outputTokens } = invocation;
  group.requests += 1;
  const served = errorCode === null && !blocked;
  if (served && (inputTokens === null || outputTokens === null)) group.unknownCounts += 1;
  addTokensAndImages(group, invocation);
}
