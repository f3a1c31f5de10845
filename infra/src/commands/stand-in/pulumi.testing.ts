// Answers as Pulumi's command line does, as far as the commands use it, and keeps in STAND_IN_FOLDER
// what it was asked and what it made.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';

const folder = process.env['STAND_IN_FOLDER'] ?? '';
const words = process.argv.slice(2);
const changed = words.indexOf('-C');
const cwd = resolve(changed === -1 ? '.' : (words[changed + 1] ?? '.'));
const args = words.filter(
  (_, index) => changed === -1 || (index !== changed && index !== changed + 1),
);

const recorded = [
  'AWS_PROFILE',
  'AWS_REGION',
  'PATH',
  'PULUMI_BACKEND_URL',
  'PULUMI_CONFIG_PASSPHRASE',
  'PULUMI_CONFIG_PASSPHRASE_FILE',
];
const env = Object.fromEntries(recorded.map((name) => [name, process.env[name]]));
appendFileSync(join(folder, 'calls.ndjson'), `${JSON.stringify({ args, cwd, env })}\n`);

const withValue = ['--stack', '--secrets-provider'];

if (args[0] === 'up' && existsSync(join(folder, 'slow'))) {
  await waitForInterrupt();
  process.exitCode = fail('update canceled');
} else {
  process.exitCode = answer();
}

/** As Pulumi does, ends in good order some time after Ctrl-C. */
async function waitForInterrupt(): Promise<void> {
  print('Updating slowly');
  const alive = setInterval(() => {}, 1000);
  await once(process, 'SIGINT');
  print('Canceling');
  await sleep(500);
  clearInterval(alive);
}

function answer(): number {
  const [command = '', ...rest] = args.filter(
    (word, index) => !word.startsWith('-') && !withValue.includes(args[index - 1] ?? ''),
  );
  const failure = wished()[`${command} ${rest[0] ?? ''}`.trim()] ?? wished()[command];
  if (failure !== undefined) return fail(failure);
  switch (command) {
    case 'version':
      return print('v3.265.0');
    case 'stack':
      return stack(rest);
    case 'config':
      return config(rest);
    case 'up':
    case 'destroy':
      return change(command);
    case 'preview':
      return print('Previewing update');
    default:
      return fail(`unknown command "${command}" for "pulumi"`);
  }
}

function stack([command, name]: string[]): number {
  const stacks = readStacks();
  switch (command) {
    case 'ls':
      return print(
        JSON.stringify(stacks.map((name) => ({ name, current: false, resourceCount: 1 }))),
      );
    case 'init':
      return init(name ?? '', stacks);
    case 'output':
      return output(name);
    case 'rm':
      writeFileSync(
        join(folder, 'stacks.json'),
        JSON.stringify(stacks.filter((other) => other !== name)),
      );
      return print(`Stack '${name}' has been removed!`);
    case 'change-secrets-provider':
      return print('Migrating old configuration and state to new secrets provider');
    case 'export':
      return print(readFileSync(join(folder, 'state.json'), 'utf8'));
    default:
      return fail(`unknown command ${String(command)}`);
  }
}

function init(name: string, stacks: string[]): number {
  const provider = optionOf('--secrets-provider');
  if (!provider?.includes('://') && env['PULUMI_CONFIG_PASSPHRASE'] === undefined) {
    if (env['PULUMI_CONFIG_PASSPHRASE_FILE'] === undefined) {
      return fail(
        'passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables',
      );
    }
  }
  if (stacks.includes(name)) return fail(`stack '${name}' already exists`);
  writeFileSync(join(folder, 'stacks.json'), JSON.stringify([...stacks, name]));
  const settings =
    provider === null ? { encryptionsalt: 'v1:salt' } : { secretsprovider: provider };
  writeFileSync(settingsPath(name), stringify(settings));
  return print(`Created stack '${name}'`);
}

function config([command, key, value]: string[]): number {
  if (command === 'set-all') return 0;
  const path = settingsPath(optionOf('--stack') ?? '');
  const settings = (parse(readFileSync(path, 'utf8')) ?? {}) as {
    config?: Record<string, unknown>;
  };
  if (command !== 'set') return print(JSON.stringify(shownConfig(settings.config ?? {})));
  const name = key?.includes(':') ? key : `bedrock-spend:${key}`;
  settings.config = { ...settings.config, [name]: value };
  writeFileSync(path, stringify(settings));
  return 0;
}

function shownConfig(config: Record<string, unknown>): Record<string, object> {
  const isShown = args.includes('--show-secrets');
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const secure = (value as { secure?: string }).secure;
      if (secure === undefined) return [key, { value: String(value), secret: false }];
      return [key, { ...(isShown && { value: secure }), secret: true }];
    }),
  );
}

function change(command: 'up' | 'destroy'): number {
  const isAgreed = args.includes('--yes') || process.stdin.isTTY;
  if (!isAgreed) {
    return fail(
      `--yes or --skip-preview must be passed in to proceed when running in non-interactive mode`,
    );
  }
  if (command === 'up') return print('Updating (prod)');
  keepProtected();
  return print('Destroying (prod)');
}

/** Protected resources stay in the state, with what they depend on. */
function keepProtected(): void {
  const path = join(folder, 'state.json');
  const state = JSON.parse(readFileSync(path, 'utf8')) as {
    deployment: { resources: { urn: string; protect?: boolean; dependencies?: string[] }[] };
  };
  const { resources } = state.deployment;
  const needed = new Set(
    resources.filter(({ protect }) => protect).flatMap(({ dependencies = [] }) => dependencies),
  );
  state.deployment.resources = resources.filter(({ urn, protect }) => protect || needed.has(urn));
  writeFileSync(path, JSON.stringify(state));
}

function output(name: string | undefined): number {
  const path = join(folder, 'outputs.json');
  const outputs = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)
    : {};
  const shown = args.includes('--show-secrets') ? {} : { apiKey: '[secret]' };
  const blanked = 'apiKey' in outputs ? { ...outputs, ...shown } : outputs;
  return print(name === undefined ? JSON.stringify(blanked) : String(blanked[name]));
}

function readStacks(): string[] {
  const path = join(folder, 'stacks.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as string[]) : [];
}

/** What a test wants to fail, by command. */
function wished(): Record<string, string> {
  const path = join(folder, 'failures.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
}

function settingsPath(name: string): string {
  return join(cwd, `Pulumi.${name.split('/').at(-1)}.yaml`);
}

function optionOf(name: string): string | null {
  const index = args.indexOf(name);
  return index === -1 ? null : (args[index + 1] ?? null);
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function fail(message: string): number {
  process.stderr.write(`error: ${message}\n`);
  return 255;
}
