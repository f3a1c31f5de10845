import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import type { Deployment } from '../deployment.ts';
import type { PulumiProject } from '../project/pulumi-project.ts';

/**
 * Runs the program as Pulumi's language host for Node does: the SDK's own runner, with the same
 * arguments and variables. Gives the exit code; null for a runner that took too long and was ended.
 */
export async function spawnRunner(options: {
  project: PulumiProject;
  deployment: Deployment;
  address: string;
  environment: Readonly<Record<string, string>>;
  timeoutMs: number;
}): Promise<number | null> {
  const { project, deployment, address, environment, timeoutMs } = options;
  const runner = spawn(
    process.execPath,
    [runnerPath(project), ...runnerArguments({ project, deployment, address })],
    {
      cwd: project.programFolder,
      env: { ...inherited(), ...runnerVariables(deployment), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    },
  );
  hear(runner.stdout, deployment);
  hear(runner.stderr, deployment);
  const [code] = (await once(runner, 'close')) as [number | null];
  return code;
}

const runnerPath = ({ folder }: PulumiProject): string =>
  createRequire(join(folder, 'package.json')).resolve('@pulumi/pulumi/cmd/run/index.js');

// As constructArguments in sdk/nodejs/cmd/pulumi-language-nodejs/main.go.
function runnerArguments({
  project,
  deployment,
  address,
}: {
  project: PulumiProject;
  deployment: Deployment;
  address: string;
}): string[] {
  return [
    `--monitor=${address}`,
    `--engine=${address}`,
    '--organization=organization',
    `--project=${project.name}`,
    `--root-directory=${project.folder}`,
    `--stack=${deployment.stack}`,
    `--pwd=${project.programFolder}`,
    ...(deployment.isPreview ? ['--dry-run'] : []),
    '--parallel=16',
    project.entryPoint,
  ];
}

function runnerVariables({ config, secretKeys }: Deployment): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: 'false',
  };
}

// Nothing of the surroundings may decide what a program registers.
function inherited(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, TZ: 'UTC', ...(TMPDIR !== undefined && { TMPDIR }) };
}

function hear(stream: Readable, { messages }: Deployment): void {
  createInterface({ input: stream }).on('line', (text) =>
    messages.push({ severity: 'output', text }),
  );
}
