import { closestName } from '@bedrock-spend/core';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type * as z from 'zod';
import { UsageError } from '../usage-error.ts';
import type { Config } from './config-schema.ts';

/** One configuration file, checked, its paths made absolute; `null` when there is no such file. */
export async function readConfig(file: string): Promise<Config | null> {
  const text = await readText(file);
  if (text === null) return null;
  const config = await checkConfig(file, parseJson(file, text));
  const folder = dirname(file);
  const paths = typeof config.paths === 'string' ? [config.paths] : config.paths;
  return {
    ...config,
    ...(paths === undefined ? {} : { paths: paths.map((path) => resolve(folder, path)) }),
    ...(config.prices === undefined ? {} : { prices: resolve(folder, config.prices) }),
    ...(typeof config.cache === 'string' ? { cache: resolve(folder, config.cache) } : {}),
  };
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new UsageError(`The configuration file ${file} cannot be read: ${message}.`, {
      cause: error,
    });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const { message } = error as SyntaxError;
    throw new UsageError(`The configuration file ${file} is not JSON: ${message}.`, {
      cause: error,
    });
  }
}

async function checkConfig(file: string, value: unknown): Promise<Config> {
  // Loaded only when there is a file to check: it costs more than the rest of the start.
  const { configSchema } = await import('./config-schema.ts');
  const result = configSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const meant = closestName(key, Object.keys(configSchema.shape));
    const hint = meant === null ? '.' : `: did you mean '${meant}'?`;
    throw new UsageError(`Unknown key '${key}' in ${file}${hint}`);
  }
  const place = issue?.path.join('.') ?? '';
  throw new UsageError(
    place === ''
      ? `The configuration file ${file} must hold one JSON object.`
      : `'${place}' in ${file} is wrong: ${inOurWords(issue)}.`,
  );
}

function inOurWords(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'too_small') return `the least is ${issue.minimum}`;
  if (issue?.code === 'too_big') return `the most is ${issue.maximum}`;
  if (issue?.code === 'invalid_format') return 'it does not have the form of this setting';
  return issue?.message ?? 'not a setting';
}
