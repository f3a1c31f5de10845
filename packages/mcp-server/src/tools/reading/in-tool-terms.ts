import type { Report } from '@bedrock-spend/core';

/**
 * The library's sentences name flags of the command line; a caller of tools has arguments and a tool
 * of the same meaning. What only the operator of the server can set keeps the name of its flag.
 */
export function inToolTerms(sentence: string): string {
  return sentence
    .replaceAll(/(["`])bedrock-spend doctor\b[^"`]*\1/g, 'the tool bedrock-setup')
    .replaceAll('--region all', 'region "all"')
    .replaceAll(
      /--(log-group|region|account)(?![\w-])/g,
      (flag, name: string) => argumentNames[name] ?? flag,
    );
}

const argumentNames: Readonly<Record<string, string>> = {
  'log-group': 'log_group_name',
  region: 'region',
  account: 'aws_account_id',
};

/** An answer whose sentences on what could not be read are for callers of tools. */
export function partialInToolTerms<Answer extends Pick<Report, 'partial'>>(answer: Answer): Answer {
  const partial = answer.partial.map((part) => ({ ...part, message: inToolTerms(part.message) }));
  return { ...answer, partial };
}
