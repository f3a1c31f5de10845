import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { PricingScope } from '@bedrock-spend/core';

import type { PriceKind } from '../../../packages/core/src/price/price-row.ts';
import { calledId, type Claim } from './claim.ts';

/** What we decided about figures that the sources disagree on or that we do not trust. */
export interface Decisions {
  /** Day on which the whole table was last gone through. */
  readonly checkedOn: string;
  /** Who the letters in the rows stand for. */
  readonly sources: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
  readonly derivations: readonly Derivation[];
  /** Ids that we keep out of the table although an input has them. */
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
}

/** Sets a class of figures aside. What a rule does not name, it does not restrict. */
export interface Rule {
  readonly name: string;
  readonly reason: string;
  readonly sources?: readonly string[];
  /** Ids as called; `*` stands for any characters. */
  readonly ids?: readonly string[];
  readonly scopes?: readonly PricingScope[];
  readonly tiers?: readonly string[];
  /** Kinds of tokens; `long` stands for all prices of long requests. */
  readonly kinds?: readonly string[];
  /** Regions by name, `*` for calls with a region, `-` for those without. */
  readonly regions?: readonly string[];
  /** Only these figures. */
  readonly figures?: readonly string[];
}

/** A price that follows from another one of the same row where no source gives it. */
export interface Derivation {
  readonly ids: readonly string[];
  readonly kind: PriceKind;
  /** A fixed figure, or a share of another price of the row. */
  readonly figure?: string;
  readonly shareOf?: PriceKind;
  readonly share?: string;
  readonly reason: string;
}

export function readDecisions(): Decisions {
  const file = path.join(import.meta.dirname, '..', 'inputs', 'decisions.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Decisions;
}

/** The first rule that sets a figure aside, or `undefined`: the figure stands. */
export function ruleFor(claim: Claim, rules: readonly Rule[]): Rule | undefined {
  return rules.find(
    (rule) =>
      allows(rule.sources, (source) => source === claim.source) &&
      allows(rule.ids, (pattern) => matches(pattern, calledId(claim))) &&
      allows(rule.scopes, (scope) => scope === claim.scope) &&
      allows(rule.tiers, (tier) => tier === claim.tier) &&
      allows(rule.kinds, (kind) => kind === claim.kind || claim.kind.startsWith(`${kind}.`)) &&
      allows(rule.regions, (region) => matchesRegion(region, claim.region)) &&
      allows(rule.figures, (figure) => figure === claim.usd),
  );
}

const compiled = new Map<string, RegExp>();

/** `anthropic.claude-*` and the like: `*` stands for any characters, nothing else is special. */
export function matches(pattern: string, id: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expression = new RegExp(`^${parts.join('.*')}$`);
    compiled.set(pattern, expression);
  }
  return expression.test(id);
}

function matchesRegion(pattern: string, region: string | null): boolean {
  if (pattern === '-') return region === null;
  return region !== null && matches(pattern, region);
}

function allows<Value>(values: readonly Value[] | undefined, test: (value: Value) => boolean) {
  return values === undefined || values.some(test);
}
