import { readFile } from 'node:fs/promises';

import { closestName, SpendError } from '@bedrock-spend/core';
import { z } from 'zod';

import { serverSettingsSchema, type ServerSettings } from './server-settings.ts';

/**
 * Reads the settings of a server: a file of JSON, or the JSON itself where the text begins with `{`.
 *
 * @throws SpendError `INVALID_CONFIG` with one sentence that names the place and what is wrong.
 */
export async function loadServerSettings(pathOrJson: string): Promise<ServerSettings> {
  const isJson = pathOrJson.trimStart().startsWith('{');
  const place = isJson ? 'the server settings' : pathOrJson;
  const text = isJson ? pathOrJson : await textOf(pathOrJson);
  const result = serverSettingsSchema.safeParse(parsed(text, place), { reportInput: true });
  if (result.success) return result.data;
  throw invalid(sentence(result.error.issues[0], place));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw invalid(`The server settings ${path} cannot be read.`, cause);
  }
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    // The parser's own message quotes the text, which may hold what is secret.
    throw invalid(`${capitalized(place)} must be one JSON object: it is not JSON.`, cause);
  }
}

function sentence(issue: z.core.$ZodIssue | undefined, place: string): string {
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const meant = closestName(key, knownKeys(path));
    const shown = JSON.stringify([...path, key].join('.'));
    return meant === null
      ? `Unknown setting ${shown} in ${place}.`
      : `Unknown setting ${shown} in ${place}: did you mean "${meant}"?`;
  }
  if (path.length === 0) return `${capitalized(place)} must be one JSON object.`;
  return `"${path.join('.')}" in ${place} is wrong: ${inOurWords(issue)}.`;
}

/** Names of the settings at a place, for the one that may have been meant. */
function knownKeys(path: readonly string[]): string[] {
  let node: z.core.JSONSchema.BaseSchema = z.toJSONSchema(serverSettingsSchema);
  for (const step of path) {
    node = (node.properties?.[step] ?? node.items ?? {}) as z.core.JSONSchema.BaseSchema;
  }
  return Object.keys(node.properties ?? {});
}

function inOurWords(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'it is missing' : `it must be ${kinds[issue.expected]}`;
    case 'too_small':
      return issue.origin === 'array' ? 'it is empty' : `the least is ${issue.minimum}`;
    case 'invalid_value':
      return `it must be one of ${issue.values.join(', ')}`;
    default:
      return issue?.message ?? 'not a setting';
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function invalid(message: string, cause?: unknown): SpendError {
  return new SpendError('INVALID_CONFIG', message, { cause });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
