import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { ConfigError, parseConfig } from '../config/parse-config.ts';
import type { Config } from '../config/parse-config.ts';
import { readerRoleTemplate } from '../reader-role/reader-role-template.ts';
import { CommandError, usageError } from './command-error.ts';
import { readCommandLine } from './command-line.ts';
import { openStack } from './open-stack.ts';
import type { OpenStack } from './open-stack.ts';
import { readOutputs } from './summary/read-outputs.ts';
import type { Surroundings } from './surroundings.ts';

/** Writes the CloudFormation template of the role that other accounts give to the server. */
export async function readerRole(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const commandLine = readCommandLine(args);
  const file = fileOf(commandLine.rest, surroundings);
  // The template alone goes to stdout, so that it can be sent on.
  const opened = await openStack(commandLine, {
    surroundings: { ...surroundings, say: surroundings.complain },
    mayMake: false,
    needsSettings: true,
    needsSecrets: true,
  });
  const { roleArn } = await readOutputs(opened);
  if (typeof roleArn !== 'string') {
    throw new CommandError(
      `Stack ${opened.stack} has no role yet that other accounts could let in: deploy it with \`npx nx deploy infra --stack=${opened.stack}\`.`,
    );
  }
  const { readerRoleName, externalId = null, regions, logGroups } = await readConfig(opened);
  const template = readerRoleTemplate({
    roleName: readerRoleName,
    serverRoleArn: roleArn,
    externalId,
    regions,
    logGroups,
  });
  if (file === null) {
    surroundings.say(template.trimEnd());
    return 0;
  }
  writeFileSync(file, template);
  surroundings.complain(`Wrote ${file}: its first lines say how to make the role of it.`);
  return 0;
}

function fileOf(rest: readonly string[], { infraFolder }: Surroundings): string | null {
  const [first, second, ...more] = rest;
  if (first === undefined) return null;
  const file = first === '--file' ? second : /^--file=(.+)$/.exec(first)?.[1];
  const isAll = first === '--file' ? more.length === 0 : second === undefined;
  if (file !== undefined && isAll) return resolve(infraFolder, '..', file);
  throw usageError(
    `reader-role takes --stack and --file=reader-role.yaml, not "${rest.join(' ')}".`,
  );
}

type ShownConfig = Record<string, { value?: string; secret: boolean }>;

/** The settings of the stack; the external id may be a secret one, and stands in the template. */
async function readConfig({ pulumi, stack }: OpenStack): Promise<Config> {
  const text = await pulumi.read(['config', '--json', '--show-secrets', '--stack', stack]);
  const shown = Object.entries(JSON.parse(text) as ShownConfig);
  try {
    return parseConfig({
      values: Object.fromEntries(shown.map(([name, { value = '' }]) => [name, value])),
      secretNames: shown.filter(([, { secret }]) => secret).map(([name]) => name),
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandError(error.message, { cause: error });
  }
}
