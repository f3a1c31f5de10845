import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

import { type SpawnedEmulator, spawnEmulator } from '@bedrock-spend/aws-emulator';
import { beforeAll, describe, expect, it } from 'vitest';

import { askAwsCommand } from './aws-clients/ask-aws-command.ts';
import { startBoto3 } from './aws-clients/ask-boto3.ts';
import { askSdk } from './aws-clients/ask-sdk.ts';
import type { Ask } from './aws-clients/ask.ts';
import { conversation } from './aws-clients/conversation.ts';
import { accountId, emulatorConfig } from './aws-clients/emulator-config.ts';
import { cleanEnvironment } from './clean-environment.ts';

// A Python that has boto3 and, beside it, the aws command; `.ci/run` installs one and names it.
const python = process.env['E2E_PYTHON'] ?? 'python3';
const hasClients = spawnSync(python, ['-c', 'import boto3, awscli']).status === 0;
const reason = hasClients ? '' : ' (skipped: name a Python with boto3 and awscli in E2E_PYTHON)';

describe.skipIf(!hasClients && process.env['E2E_REQUIRED'] === undefined)(
  `The AWS emulator${reason}`,
  { timeout: 240_000 },
  () => {
    const startedMs = Date.now() - 60_000;
    let expected: Awaited<ReturnType<typeof talk>>;

    beforeAll(async () => {
      expected = await talk(({ url }) => askSdk(url));
    });

    it('satisfies the SDK for JavaScript', () => {
      expect(expected.map(outcomeOf)).toMatchInlineSnapshot(`
        [
          "CreateLogGroup",
          "CreateLogGroup: ResourceAlreadyExistsException",
          "CreateLogStream",
          "PutLogEvents",
          "DescribeLogGroups",
          "DescribeLogStreams",
          "DescribeLogStreams: ResourceNotFoundException",
          "FilterLogEvents",
          "FilterLogEvents",
          "FilterLogEvents",
          "FilterLogEvents: InvalidParameterException",
          "StartQuery",
          "GetQueryResults",
          "StopQuery: InvalidParameterException",
          "StartQuery",
          "GetQueryResults",
          "StopQuery: InvalidParameterException",
          "StartQuery: MalformedQueryException",
          "StartQuery: ResourceNotFoundException",
          "GetQueryResults: ResourceNotFoundException",
          "GetModelInvocationLoggingConfiguration",
          "GetModelInvocationLoggingConfiguration",
          "ListInferenceProfiles",
          "ListInferenceProfiles",
          "GetInferenceProfile",
          "GetInferenceProfile",
          "GetInferenceProfile: ResourceNotFoundException",
          "ListTagsForResource",
          "ListTagsForResource: ResourceNotFoundException",
          "ListRegions",
          "ListRegions",
          "GetDimensionValues",
          "GetCostAndUsage",
          "GetCostAndUsage",
          "GetCostAndUsage",
          "GetCostAndUsage: ValidationException",
          "GetCallerIdentity",
          "GetCallerIdentity",
          "DescribeLogGroups: AccessDeniedException",
          "AssumeRole: AccessDenied",
          "AssumeRole",
          "GetCallerIdentity",
        ]
      `);
    });

    it('answers boto3 as it answers the SDK for JavaScript', async () => {
      let stop: (() => Promise<void>) | undefined;
      const answers = await talk(({ url }) => {
        const boto3 = startBoto3({ python, env: environment(url) });
        stop = boto3.stop;
        return boto3.ask;
      });
      await stop?.();
      expect(withoutNewMembers(answers)).toEqual(withoutNewMembers(expected));
    });

    it('answers the aws command as it answers the SDK for JavaScript', async () => {
      const command = join(dirname(python), 'aws');
      const answers = await talk(({ url }) => askAwsCommand({ command, env: environment(url) }));
      expect(withoutNewMembers(answers)).toEqual(withoutNewMembers(expected));
    });

    // Each client has an emulator of its own, so that all find the same when they begin.
    async function talk(client: (emulator: SpawnedEmulator) => Ask) {
      const emulator = await spawnEmulator({ config: emulatorConfig });
      try {
        return await conversation({
          ask: client(emulator),
          credentials: emulator.credentials(accountId),
          denied: emulator.credentials(accountId, 'denied'),
          startedMs,
        });
      } finally {
        await emulator.stop();
      }
    }
  },
);

/** `ListRegions`, or `StartQuery: MalformedQueryException`. */
function outcomeOf([operation, answer]: readonly [string, unknown]): string {
  const { error } = answer as { error?: { code: string } };
  return error === undefined ? operation : `${operation}: ${error.code}`;
}

// A client leaves out what its own copy of AWS's interfaces does not have yet.
function withoutNewMembers(answers: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answers, (name, value) => (name === 'resultCount' ? undefined : value)),
  );
}

function environment(url: string): NodeJS.ProcessEnv {
  return {
    ...cleanEnvironment(),
    AWS_ENDPOINT_URL: url,
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
