import { closestMatch } from 'leven';
import type { z } from 'zod';

import type { SettingNode } from './setting.ts';
import { settingsNode } from './settings-schema.ts';

/** The namespace of the settings, which is the name of the Pulumi project. */
export const namespace = 'bedrock-spend';

/**
 * The sentences for what a schema has found wrong. They name the setting as it is typed, what it
 * may be, and the command that sets it; a value is shown only where nobody has called it secret.
 */
export function settingProblems(
  issue: z.core.$ZodIssue,
  secretKeys: ReadonlySet<string>,
): string[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownSetting(path, key));
  }
  const { node, depth } = nearestWords(path);
  const name = path.slice(0, depth).join('.');
  const mustBe = `must be ${node?.is ?? 'something else'}`;
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [`${namespace}:${name} is missing: it ${mustBe}; ${howToSet(path)}`];
  }
  const shown = secretKeys.has(path[0] ?? '') ? null : shownValue(issue.input);
  const not = shown === null ? '' : `, not ${shown}`;
  return [`${namespace}:${name} ${mustBe}${not}; ${howToSet(path)}`];
}

/** `set it with: npx nx config infra set memory 2048` */
function howToSet([key = '']: readonly string[]): string {
  const { node } = nearestWords([key]);
  const example = node?.example ?? 'VALUE';
  const value = typeof example === 'object' ? `'${JSON.stringify(example)}'` : String(example);
  return `set it with: npx nx config infra set ${key} ${value}`;
}

function unknownSetting(path: readonly string[], key: string): string {
  const typed = [...path, key].join('.');
  const names = Object.keys(nodeAt(path)?.properties ?? {});
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]));
  const maxDistance = Math.ceil(key.length / 3);
  const match = closestMatch(key.toLowerCase(), [...byLowerCase.keys()], { maxDistance });
  const meant = match === undefined ? undefined : byLowerCase.get(match);
  const advice =
    meant === undefined
      ? `docs/deploy.md lists the settings; remove it with: npx nx config infra rm ${path[0] ?? key}`
      : `did you mean ${namespace}:${[...path, meant].join('.')}?`;
  return `${namespace}:${typed} is no setting: ${advice}`;
}

/** The words for a place, or for what holds it: single items of a list have none of their own. */
function nearestWords(path: readonly string[]): { node: SettingNode | undefined; depth: number } {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = nodeAt(path.slice(0, depth));
    if (node?.is !== undefined) return { node, depth };
  }
  return { node: undefined, depth: path.length };
}

function nodeAt(path: readonly string[]): SettingNode | undefined {
  let node: SettingNode | undefined = settingsNode;
  for (const step of path) node = node?.properties?.[step] as SettingNode | undefined;
  return node;
}

function shownValue(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value) ?? '';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
