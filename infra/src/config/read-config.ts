import { RunError } from '@pulumi/pulumi';
import { allConfig } from '@pulumi/pulumi/runtime/config.js';

import { ConfigError, parseConfig, type Config } from './parse-config.ts';

/** The settings of the stack that Pulumi runs the program for; what is wrong ends the run. */
export function readConfig(): Config {
  try {
    return parseConfig({ values: allConfig(), secretNames: secretNames() });
  } catch (error) {
    // Pulumi shows a RunError without the program's stack.
    throw error instanceof ConfigError ? new RunError(error.message) : error;
  }
}

/** Pulumi's own way of handing them over: its SDK tells of a single name only, and does not declare it. */
function secretNames(): string[] {
  return JSON.parse(process.env['PULUMI_CONFIG_SECRET_KEYS'] || '[]') as string[];
}
