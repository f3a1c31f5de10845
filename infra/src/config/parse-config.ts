import { contradictions } from './contradictions.ts';
import { fittedValue } from './fitted-value.ts';
import { region as regionSchema } from './reading-settings.ts';
import type { SettingNode } from './setting.ts';
import { namespace, settingProblems } from './setting-problem.ts';
import { settingsNode, settingsSchema, type Settings } from './settings-schema.ts';

/** The configuration of a stack as Pulumi hands it over. */
export interface GivenConfig {
  /** By name with namespace, such as `bedrock-spend:memory`, as text; objects and lists are JSON. */
  values: Readonly<Record<string, string>>;
  /** Names, with namespace, of what was set with `--secret`. */
  secretNames: readonly string[];
}

/** The settings of a stack, complete. */
export interface Config extends Settings {
  region: string;
  repositoryName: string;
  apiName: string;
  regions: string[] | 'all';
  /** The settings, without namespace, that must not be readable in state and outputs. */
  secretKeys: ReadonlySet<string>;
}

/** The configuration is wrong; the message names everything that is. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the settings of a stack.
 *
 * @throws ConfigError with one line for each problem.
 */
export function parseConfig({ values, secretNames }: GivenConfig): Config {
  const prefix = `${namespace}:`;
  const own = Object.entries(values)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, text]) => [name.slice(prefix.length), text] as const);
  const secretKeys = new Set(
    secretNames.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
  );
  const region = values['aws:region'] ?? '';
  const result = settingsSchema.safeParse(
    Object.fromEntries(own.map(([key, text]) => [key, fittedValue(text, nodeOf(key))])),
    { reportInput: true },
  );
  const problems = [
    ...regionProblems(region),
    ...secretProblems(secretKeys),
    ...(result.success
      ? contradictions(result.data, { given: new Set(own.map(([key]) => key)), region })
      : result.error.issues.flatMap((issue) => settingProblems(issue, secretKeys))),
  ];
  if (!result.success || problems.length > 0) throw new ConfigError(textOf(problems));
  return complete(result.data, { region, secretKeys });
}

function complete(
  settings: Settings,
  { region, secretKeys }: Pick<Config, 'region' | 'secretKeys'>,
): Config {
  return {
    ...settings,
    region,
    repositoryName: settings.repositoryName ?? repositoryNameOf(settings.functionName),
    apiName: settings.apiName ?? settings.functionName,
    regions: settings.regions ?? [region],
    secretKeys,
  };
}

/** A function may be called what no repository may: `_Spend--1`. */
function repositoryNameOf(functionName: string): string {
  const name = functionName
    .toLowerCase()
    .replace(/[_-]{2,}/g, '-')
    .replace(/^[_-]+|[_-]+$/g, '');
  return name.length < 2 ? 'bedrock-spend' : name;
}

function regionProblems(region: string): string[] {
  if (regionSchema.safeParse(region).success) return [];
  const wrong =
    region === ''
      ? 'is missing: it must be a region of AWS'
      : `must be a region of AWS, not ${JSON.stringify(region)}`;
  return [`aws:region ${wrong}; set it with: npx nx config infra set aws:region us-east-1`];
}

/** All but this one become names and addresses, which anybody who sees the account can read. */
const maybeSecret = new Set(['externalId']);

function secretProblems(secretKeys: ReadonlySet<string>): string[] {
  return [...secretKeys]
    .filter((key) => !maybeSecret.has(key) && nodeOf(key) !== undefined)
    .map(
      (key) =>
        `${namespace}:${key} cannot be secret, because it shows in the account: set it again without --secret`,
    );
}

function nodeOf(key: string): SettingNode | undefined {
  return settingsNode.properties?.[key] as SettingNode | undefined;
}

function textOf(problems: readonly string[]): string {
  const [only] = problems;
  if (problems.length === 1) return `${only}.`;
  return ['The settings of the stack are wrong:', ...problems.map((line) => `- ${line}`)].join(
    '\n',
  );
}
