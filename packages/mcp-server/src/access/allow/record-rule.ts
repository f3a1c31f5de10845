import type { Invocation, InvocationFacts, LogBatch, Rejection } from '@bedrock-spend/core';

import type { AllowList } from './allow-list.ts';
import type { ColumnRule } from './column-rule.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { shownPrincipal } from './shown-principal.ts';

export interface RecordRule {
  /** The batch without calls that are not to be read, and without what is not to be shown of the others. */
  batch(batch: LogBatch): LogBatch;
  /** A sentence, or the name of a place, as it may be shown. */
  text(text: string): string;
}

/**
 * Reduces what was read to what may be shown, before anything is made of it: what is not there cannot
 * be grouped by, filtered on or listed by any tool. A log group may hold the calls of other accounts
 * and regions than its own.
 */
export function recordRule(
  { accounts, regions }: AllowList,
  { columns, pseudonyms }: { columns: ColumnRule; pseudonyms: Pseudonyms | null },
): RecordRule {
  const isReadable = ({ accountId, region }: InvocationFacts): boolean =>
    (accounts?.includes(accountId) ?? true) && (regions?.includes(region) ?? true);
  const isWhole = columns.showsAll && pseudonyms === null;
  const text = (given: string): string => pseudonyms?.text(given) ?? given;

  function shown<Facts extends InvocationFacts>(facts: Facts): Facts {
    if (isWhole) return facts;
    const { principalArn, requestMetadata } = facts;
    const arn = pseudonyms?.principal(principalArn) ?? principalArn;
    return {
      ...facts,
      principalArn: shownPrincipal(arn, columns),
      requestMetadata: shownTags(requestMetadata),
    };
  }

  function shownTags(tags: Invocation['requestMetadata']): Invocation['requestMetadata'] {
    if (tags === null) return null;
    const entries = Object.entries(tags)
      .filter(([key]) => columns.shows(`requestMetadata.${key}`))
      .map(([key, value]) => [key, text(value)] as const);
    return entries.length === 0 ? null : Object.fromEntries(entries);
  }

  function shownRejection(rejection: Rejection): Rejection {
    const { location } = rejection;
    return { ...rejection, location: { ...location, origin: text(location.origin) } };
  }

  return {
    text,
    batch(batch) {
      const { rejections, missing, inferenceProfiles = [] } = batch;
      const invocations = batch.invocations.filter(isReadable).map(shown);
      const groups = batch.groups.filter(isReadable).map(shown);
      const requests = groups.reduce((sum, group) => sum + group.requests, invocations.length);
      return {
        ...batch,
        invocations,
        groups,
        // Kept records are all that a batch from the cache holds.
        ...(batch.cachedRecords !== undefined && {
          cachedRecords: Math.min(batch.cachedRecords, requests),
        }),
        rejections: pseudonyms === null ? rejections : rejections.map(shownRejection),
        missing: missing.map((part) => ({
          ...part,
          origin: text(part.origin),
          message: text(part.message),
        })),
        ...(batch.inferenceProfiles !== undefined && {
          inferenceProfiles: inferenceProfiles.filter(({ arn }) => isOfRegion(arn, regions)),
        }),
      };
    },
  };
}

/** Profiles are named by ids too, which tell no region. */
function isOfRegion(arn: string, regions: AllowList['regions']): boolean {
  const region = arn.split(':')[3];
  return regions === undefined || region === undefined || regions.includes(region);
}
