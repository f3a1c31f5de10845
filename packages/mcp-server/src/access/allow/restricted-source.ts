import { SpendError, type LogSource, type ReadRequest } from '@bedrock-spend/core';

import type { QueryRule } from './narrow-query.ts';
import type { RecordRule } from './record-rule.ts';

/** What questions are kept to, and what is left of the answers. */
export interface AccessRule {
  query: QueryRule;
  records: RecordRule;
}

/**
 * The same logs as far as they may be read and shown. Whoever reads them cannot get past it: each way
 * of asking the source checks the question anew.
 */
export function restrictedSource(source: LogSource, rule: AccessRule): LogSource {
  const { accounts, plan, sign } = source;

  function narrowed(request: ReadRequest): ReadRequest {
    const { query } = request;
    rule.query.checkShown(query);
    const places = rule.query.places(query);
    if (source.kind !== 'cloudwatch') return { ...request, query: places };
    return { ...request, query: { ...places, logGroups: rule.query.logGroups(query.logGroups) } };
  }

  return {
    kind: source.kind,
    name: rule.records.text(source.name),
    ...(source.check !== undefined && { check: () => toldBy(rule, async () => source.check?.()) }),
    ...(accounts !== undefined && {
      accounts: (request) => toldBy(rule, () => accounts.call(source, narrowed(request))),
    }),
    expand: (request) =>
      toldBy(rule, async () => {
        const parts = (await source.expand?.(narrowed(request))) ?? [source];
        return parts.map((part) => readable(part, narrowed, rule));
      }),
    ...(plan !== undefined && {
      plan: (request) => toldBy(rule, () => plan.call(source, narrowed(request))),
    }),
    ...(sign !== undefined && {
      sign: (request) => toldBy(rule, () => sign.call(source, narrowed(request))),
    }),
    read: (request) => readable(source, narrowed, rule).read(request),
  };
}

function readable(
  part: LogSource,
  narrowed: (request: ReadRequest) => ReadRequest,
  rule: AccessRule,
): LogSource {
  const { plan } = part;
  return {
    kind: part.kind,
    // It may change while it is read: the group that Bedrock logs to stands in for a usual name.
    get name() {
      return rule.records.text(part.name);
    },
    ...(plan !== undefined && {
      plan: (request) => toldBy(rule, () => plan.call(part, narrowed(request))),
    }),
    async *read(request) {
      try {
        for await (const batch of part.read(narrowed(request))) yield rule.records.batch(batch);
      } catch (error) {
        throw told(error, rule);
      }
    },
  };
}

/** Runs something whose errors may name people. */
export async function toldBy<Answer>(
  rule: AccessRule,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw told(error, rule);
  }
}

function told(error: unknown, { records }: AccessRule): unknown {
  if (!SpendError.isInstance(error)) return error;
  const message = records.text(error.message);
  return message === error.message ? error : new SpendError(error.code, message);
}
