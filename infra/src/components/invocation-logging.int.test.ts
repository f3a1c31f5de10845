import type { ResourceModels, ResourceToMake } from '@bedrock-spend/pulumi-engine';
import { plain, type ProgramRun, type RegisteredResource } from '@bedrock-spend/pulumi-engine';
import { afterEach, describe, expect, it } from 'vitest';

import { ACCOUNT, openWorkplace, REGION, type Workplace } from './workplace.testing.ts';

const on = { invocationLogging: { enabled: true } };
const logGroupName = '/aws/bedrock/modelinvocations';
const roleArn = `arn:aws:iam::${ACCOUNT}:role/bedrock-invocation-logging-${REGION}`;
const configurationType =
  'aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration';
const silent = {
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
  videoDataDeliveryEnabled: false,
  audioDataDeliveryEnabled: false,
};
const ours = { cloudWatchConfig: { logGroupName, roleArn }, ...silent };
const others = {
  cloudWatchConfig: { logGroupName: '/team/calls', roleArn: `arn:aws:iam::${ACCOUNT}:role/Calls` },
  s3Config: { bucketName: 'calls', keyPrefix: 'bedrock' },
  textDataDeliveryEnabled: true,
};

let workplace: Workplace;
afterEach(() => workplace.close());

describe('invocation logging', { timeout: 60_000 }, () => {
  it('is left alone unless it is asked for: nobody even looks', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run();
    expect(ofType(run, configurationType)).toEqual([]);
    expect(await workplace.emulator.control.requests({ service: 'bedrock' })).toEqual([]);
  });

  it('logs counts to a group of its own, and nothing that was said', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run(on, { resources: asSent({ audioDataDeliveryEnabled: false }) });
    expect(complaints(run)).toEqual([]);
    expect(run.outputs['invocationLogGroup']).toBe(logGroupName);
    expect(inputs(only(run, configurationType))).toEqual({
      region: REGION,
      loggingConfig: {
        cloudwatchConfig: { logGroupName, roleArn },
        textDataDeliveryEnabled: false,
        imageDataDeliveryEnabled: false,
        embeddingDataDeliveryEnabled: false,
        videoDataDeliveryEnabled: false,
      },
    });
  });

  it('keeps the log for thirteen months, and beyond the end of the stack', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run(
      { invocationLogging: { enabled: true, kmsKeyArn: kmsKey }, protect: true },
      { resources: asSent(silent) },
    );
    const group = only(run, 'aws:cloudwatch/logGroup:LogGroup', 'invocation-log-group');
    expect(inputs(group)).toMatchObject({
      name: logGroupName,
      retentionInDays: 400,
      kmsKeyId: kmsKey,
      deletionProtectionEnabled: true,
    });
    expect([group.protect, group.retainOnDelete]).toEqual([true, true]);
  });

  it('leaves a log group as it is that is there already', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run(
      { invocationLogging: { enabled: true, adoptLogGroup: true } },
      { resources: asSent(silent) },
    );
    expect(run.status).toBe('succeeded');
    expect(run.resources.map(({ name }) => name)).not.toContain('invocation-log-group');
  });

  it('lets only Bedrock of this account and region write, and only to that group', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run(on, { resources: asSent(silent) });
    const role = inputs(only(run, 'aws:iam/role:Role', 'invocation-logging-role'));
    expect(JSON.parse(role['assumeRolePolicy'] as string)).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'bedrock.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
            ArnLike: { 'aws:SourceArn': `arn:aws:bedrock:${REGION}:${ACCOUNT}:*` },
          },
        },
      ],
    });
    const policy = only(run, 'aws:iam/rolePolicy:RolePolicy', 'invocation-logging-policy');
    expect(JSON.parse(inputs(policy)['policy'] as string)).toMatchObject({
      Statement: [
        {
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: [
            `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}:log-stream:aws/bedrock/modelinvocations`,
          ],
        },
      ],
    });
    const { dependencies } = only(run, configurationType);
    expect(dependencies).toEqual(
      expect.arrayContaining([
        policy.urn,
        only(run, 'aws:cloudwatch/logGroup:LogGroup', 'invocation-log-group').urn,
      ]),
    );
  });
});

describe('a configuration that is there already', { timeout: 60_000 }, () => {
  it('is not overwritten: the run ends before anything is made', async () => {
    workplace = await openWorkplace({ logging: others });
    const run = await workplace.run(on);
    expect(run.status).toBe('failed');
    expect(run.resources.map(({ type }) => type)).toEqual(['pulumi:pulumi:Stack']);
    expect(complaints(run).join('\n')).toContain(
      `Bedrock in us-east-1 has invocation logging already, to the log group /team/calls by the role arn:aws:iam::${ACCOUNT}:role/Calls and s3://calls/bedrock.`,
    );
  });

  it('is overwritten where that is asked for, with the command that brings it back', async () => {
    workplace = await openWorkplace({ logging: others });
    const run = await workplace.run(
      { invocationLogging: { enabled: true, overwrite: true } },
      { resources: asSent(silent) },
    );
    expect(run.status).toBe('succeeded');
    expect(complaints(run)).toEqual([
      expect.stringContaining(`--logging-config '${JSON.stringify(others)}'`),
    ]);
  });

  it('is no conflict where it is ours from an earlier deployment', async () => {
    workplace = await openWorkplace({ logging: ours });
    const run = await workplace.run(on, { resources: asSent(silent) });
    expect([run.status, complaints(run)]).toEqual(['succeeded', []]);
  });

  it('ends the run with the permission that is missing, where it cannot be read', async () => {
    workplace = await openWorkplace();
    await workplace.emulator.control.addFault({ service: 'bedrock', kind: 'denied' });
    const run = await workplace.run(on);
    expect(run.status).toBe('failed');
    expect(complaints(run).join('\n')).toContain(
      'Deploy with credentials that are allowed bedrock:GetModelInvocationLoggingConfiguration',
    );
  });
});

describe('what Bedrock has afterwards', { timeout: 60_000 }, () => {
  it('fails the run where video was turned on, with the command that mends it', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run(on, {
      resources: asSent({ ...silent, videoDataDeliveryEnabled: true }),
    });
    expect(run.status).toBe('failed');
    const said = complaints(run).join('\n');
    expect(said).toContain('logs more than counts: videoDataDeliveryEnabled');
    expect(said).toContain(
      `aws bedrock put-model-invocation-logging-configuration --region us-east-1 --logging-config '${JSON.stringify(ours)}'`,
    );
  });

  it('is warned of where nobody says whether sound is logged', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run(on, { resources: asSent({}) });
    expect(run.status).toBe('succeeded');
    expect(complaints(run)).toEqual([expect.stringContaining('audioDataDeliveryEnabled')]);
  });

  it('is not looked at in a preview', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run(on, { isPreview: true });
    expect([run.status, complaints(run)]).toEqual(['succeeded', []]);
    expect(await workplace.emulator.control.requests({ service: 'bedrock' })).toHaveLength(1);
  });
});

const kmsKey = `arn:aws:kms:${REGION}:${ACCOUNT}:key/EXAMPLE`;

/** The provider's call to Bedrock: all that it can send, with what Bedrock makes of the rest. */
function asSent(rest: object): ResourceModels {
  return {
    [configurationType]: async ({ inputs }: ResourceToMake) => {
      const { cloudwatchConfig, ...flags } = plain(inputs['loggingConfig']) as {
        cloudwatchConfig: object;
      };
      await workplace.emulator.control.setLogging({
        accountId: ACCOUNT,
        region: REGION,
        logging: { cloudWatchConfig: cloudwatchConfig, ...flags, ...rest },
      });
      return { id: REGION, outputs: {} };
    },
  };
}

function ofType({ resources }: ProgramRun, type: string): RegisteredResource[] {
  return resources.filter((resource) => resource.type === type);
}

function only(run: ProgramRun, type: string, name = 'invocation-logging'): RegisteredResource {
  const [found, ...more] = ofType(run, type).filter((resource) => resource.name === name);
  if (found === undefined || more.length > 0) throw new Error(`Not exactly one ${type} ${name}`);
  return found;
}

function inputs(resource: RegisteredResource): Record<string, unknown> {
  return plain(resource.inputs) as Record<string, unknown>;
}

/** Warnings and errors. */
function complaints({ messages }: ProgramRun): string[] {
  return messages
    .filter(({ severity }) => severity === 'warning' || severity === 'error')
    .map(({ text }) => text);
}
