import { describe, expect, test } from 'vitest';

import type { Claim } from './claim.ts';
import { matches, ruleFor, type Rule } from './decisions.ts';

const claim: Claim = {
  source: 'l',
  sourceId: 'eu.amazon.nova-pro-v1:0',
  baseId: 'amazon.nova-pro-v1:0',
  geography: 'eu',
  scope: 'geo',
  region: null,
  tier: 'standard',
  kind: 'input',
  usd: '1.05',
  above: null,
  effectiveFrom: null,
  effectiveTo: null,
  statedOn: '2026-07-24',
};

function applies(rule: Partial<Rule>, changes: Partial<Claim> = {}): boolean {
  return ruleFor({ ...claim, ...changes }, [{ name: 'n', reason: 'r', ...rule }]) !== undefined;
}

describe('a rule', () => {
  test('that names nothing is about everything', () => {
    expect(applies({})).toBe(true);
  });

  test.each<[Partial<Rule>, Partial<Claim>]>([
    [{ sources: ['l'] }, { source: 'p' }],
    [{ ids: ['eu.amazon.*'] }, { geography: 'us' }],
    [{ scopes: ['geo'] }, { scope: 'global' }],
    [{ tiers: ['standard'] }, { tier: 'batch' }],
    [{ kinds: ['input'] }, { kind: 'output' }],
    [{ kinds: ['input'] }, { kind: 'long.input' }],
    [{ figures: ['1.05'] }, { usd: '1.5' }],
    [{ regions: ['-'] }, { region: 'eu-west-1' }],
  ])('%j is not about %j', (rule, other) => {
    expect(applies(rule)).toBe(true);
    expect(applies(rule, other)).toBe(false);
  });

  test('about regions takes names and patterns', () => {
    expect(applies({ regions: ['us-gov-*'] }, { region: 'us-gov-east-1' })).toBe(true);
    expect(applies({ regions: ['us-gov-*'] }, { region: 'us-east-1' })).toBe(false);
    expect(applies({ regions: ['*'] })).toBe(false);
  });

  test('about long prices takes all of them', () => {
    expect(applies({ kinds: ['long'] }, { kind: 'long.output' })).toBe(true);
    expect(applies({ kinds: ['long'] })).toBe(false);
  });
});

test('a pattern is the whole id, and only the star is special', () => {
  expect(matches('amazon.nova-*', 'amazon.nova-pro-v1:0')).toBe(true);
  expect(matches('amazon.nova-*', 'eu.amazon.nova-pro-v1:0')).toBe(false);
  expect(matches('amazon.nova-pro', 'amazonxnova-pro')).toBe(false);
  expect(matches('*.amazon.nova-pro', 'eu.amazon.nova-pro')).toBe(true);
});
