import { type Deployment, fail } from './deployment.ts';
import type { Message } from './message.ts';
import { awsFunctions } from './models/aws-functions.ts';
import type { FunctionModels } from './models/function-model.ts';
import type { ResourceModels } from './models/resource-model.ts';
import { defaultChecks, defaultModels } from './models/default-models.ts';
import { engineService } from './monitor/engine-service.ts';
import { monitorService } from './monitor/monitor-service.ts';
import { startServer } from './monitor/start-server.ts';
import { readPulumiProject } from './project/pulumi-project.ts';
import { qualifiedKeys } from './project/qualified-keys.ts';
import type { RegisteredResource } from './registered-resource.ts';
import { spawnRunner } from './runner/spawn-runner.ts';

export interface RunOptions {
  /** Holds Pulumi.yaml. */
  readonly projectFolder: string;
  readonly stack: string;
  /** As `pulumi config set` takes it: keys without a namespace are the project's, objects are JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` that were set with --secret. */
  readonly secretConfig?: readonly string[];
  readonly isPreview?: boolean;
  /** What makes a type instead of, or beyond, the models that there are. */
  readonly resources?: ResourceModels;
  readonly functions?: FunctionModels;
  /** Variables of the program, which gets PATH, HOME and TMPDIR anyway. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The account that everything is made in. */
  readonly accountId?: string;
  /** The program is ended after so long; two minutes. */
  readonly timeoutMs?: number;
}

export interface ProgramRun {
  /** A run has failed when the program did, or when anything was refused or not understood. */
  readonly status: 'succeeded' | 'failed';
  /** In the order of their registration; the stack comes first. */
  readonly resources: readonly RegisteredResource[];
  /** Of the stack; markers for what is secret or unknown. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly messages: readonly Message[];
}

/**
 * Runs a Pulumi program against an engine that asks no provider and keeps no state. It is not
 * Pulumi's: what only a provider or AWS would refuse is not refused here.
 *
 * @example
 * const run = await runProgram({ projectFolder: 'infra', stack: 'dev', config: { 'aws:region': 'us-east-1' } });
 */
export async function runProgram(options: RunOptions): Promise<ProgramRun> {
  const project = await readPulumiProject(options.projectFolder);
  const deployment = newDeployment(project, options);
  const server = await startServer({
    services: [monitorService(deployment), engineService(deployment)],
    onMissing: (method) =>
      fail(deployment, `The program called ${method}, which this engine does not answer.`),
  });
  const { environment = {}, timeoutMs = 120_000 } = options;
  try {
    const { address } = server;
    const code = await spawnRunner({ project, deployment, address, environment, timeoutMs });
    if (code !== 0 && !hasFailed(deployment)) fail(deployment, endOf(code, timeoutMs));
  } finally {
    server.close();
  }
  const { resources, outputs, messages } = deployment;
  return {
    status: hasFailed(deployment) ? 'failed' : 'succeeded',
    resources: [...resources.values()],
    outputs,
    messages,
  };
}

function newDeployment(
  { name, folder }: { name: string; folder: string },
  options: RunOptions,
): Deployment {
  const { stack, config, secretConfig = [], isPreview = false } = options;
  return {
    project: name,
    projectFolder: folder,
    stack,
    accountId: options.accountId ?? '111122223333',
    isPreview,
    ...qualifiedKeys({ project: name, config, secretConfig }),
    models: { create: { ...defaultModels, ...options.resources }, check: defaultChecks },
    functions: { ...awsFunctions, ...options.functions },
    resources: new Map(),
    messages: [],
    outputs: {},
  };
}

const hasFailed = ({ messages }: Deployment): boolean =>
  messages.some(({ severity }) => severity === 'error');

const endOf = (code: number | null, timeoutMs: number): string =>
  code === null
    ? `The program was ended after ${timeoutMs} ms.`
    : `The program ended with exit code ${code}.`;
