import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import { CommandError } from '../command-error.ts';

/** What is looked at in `Pulumi.STACK.yaml`, which Pulumi keeps beside the program. */
export interface StackSettings {
  region: string | null;
  profile: string | null;
  /** `awskms://…`, `passphrase`, …; null when the file names none. */
  secretsProvider: string | null;
}

/** Name of the file with a stack's settings. */
export function settingsFile(stack: string): string {
  return `Pulumi.${stack.split('/').at(-1)}.yaml`;
}

/** The settings of a stack; null when it has none here. */
export function readStackSettings(infraFolder: string, stack: string): StackSettings | null {
  const file = settingsFile(stack);
  let text: string;
  try {
    text = readFileSync(join(infraFolder, file), 'utf8');
  } catch {
    return null;
  }
  const settings = readYaml(text, file);
  const config = asRecord(settings['config']);
  return {
    region: textOf(config['aws:region']),
    profile: textOf(config['aws:profile']),
    secretsProvider: textOf(settings['secretsprovider']),
  };
}

function readYaml(text: string, file: string): Record<string, unknown> {
  try {
    return asRecord(parse(text));
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    throw new CommandError(`infra/${file} cannot be read (${reason}): mend it, then try again.`, {
      cause: error,
    });
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
