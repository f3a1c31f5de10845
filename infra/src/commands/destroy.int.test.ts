import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ACCOUNT, openWorkshop } from './stand-in/workshop.testing.ts';
import type { Workshop } from './stand-in/workshop.testing.ts';

const URN = 'urn:pulumi:prod::bedrock-spend::';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
  await workshop.deployed();
});
afterEach(() => workshop.close());

describe('destroy', () => {
  it('says first what goes and what stays, then removes, then how to remove the rest', async () => {
    await state([
      { type: 'pulumi:pulumi:Stack', name: 'bedrock-spend-prod', custom: false },
      { type: 'pulumi:providers:aws', name: 'default' },
      { type: 'random:index/randomBytes:RandomBytes', name: 'key', id: 'the-random-value' },
      { type: 'aws:lambda/function:Function', name: 'function', id: 'bedrock-spend' },
      {
        type: 'aws:dynamodb/table:Table',
        name: 'sessions',
        id: 'bedrock-spend-sessions',
        protect: true,
      },
      {
        type: 'aws:cloudwatch/logGroup:LogGroup',
        name: 'log-group',
        id: '/aws/bedrock/modelinvocations',
        retainOnDelete: true,
      },
    ]);
    const { status, text, calls } = await workshop.run(['destroy', '--yes', '--refresh']);
    expect([status, text]).toEqual([0, expect.not.stringContaining('the-random-value')]);
    const [before = '', after = ''] = text.split('Destroying (prod)');
    expect(before).toContain(
      `1 resource will be removed:
  Function function (bedrock-spend)
2 will be kept, for the data in them or for others who need them:
  Table sessions (bedrock-spend-sessions)
  LogGroup log-group (/aws/bedrock/modelinvocations)
`,
    );
    for (const command of [
      "aws dynamodb delete-table --table-name 'bedrock-spend-sessions' --region us-east-1",
      "aws logs delete-log-group --log-group-name '/aws/bedrock/modelinvocations' --region us-east-1",
      'npx nx config infra set protect false --stack=prod, then deploy, then destroy',
      'npx nx pulumi infra stack rm prod --force',
      `aws s3 rb s3://bedrock-spend-state-${ACCOUNT}-us-east-1`,
    ]) {
      expect(after).toContain(command);
    }
    expect(calls.at(-2)?.args).toEqual([
      'destroy',
      '--stack',
      'prod',
      '--exclude-protected',
      '--yes',
      '--refresh',
    ]);
  });

  it('keeps nothing of the stack where nothing is protected', async () => {
    await state([{ type: 'aws:iam/role:Role', name: 'role', id: 'bedrock-spend' }]);
    const { text, calls } = await workshop.run(['destroy', '--yes']);
    expect(text).toContain('Nothing of the stack will be kept.');
    expect(text).not.toContain('--force');
    expect(calls.at(-2)?.args).not.toContain('--exclude-protected');
  });

  it('counts an image that goes with its repository among what goes', async () => {
    const repository = 'aws:ecr/repository:Repository';
    await state([
      { type: repository, name: 'repository', id: 'bedrock-spend' },
      {
        type: 'docker-build:index:Image',
        name: 'image',
        id: 'f07cacd6',
        retainOnDelete: true,
        deletedWith: `${URN}${repository}::repository`,
      },
    ]);
    const { text } = await workshop.run(['destroy', '--yes']);
    expect(text).toContain('2 resources will be removed:');
    expect(text).toContain('Nothing of the stack will be kept.');
  });

  it('says how to take back the role that API Gateway logs by, in the order that AWS asks for', async () => {
    const name = 'bedrock-spend-api-logs-us-east-1';
    const policy = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
    await state([
      { type: 'aws:iam/role:Role', name: 'api-log-role', id: name, retainOnDelete: true },
      {
        type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
        name: 'api-log-role-policy',
        id: `${name}-20261123050000000000000001`,
        retainOnDelete: true,
      },
      {
        type: 'aws:apigateway/account:Account',
        name: 'api-log-setting',
        id: 'api-gateway-account',
        retainOnDelete: true,
      },
    ]);
    const { text } = await workshop.run(['destroy', '--yes']);
    const commands = (text.split('Still there')[1] ?? '').match(/^ {4}aws (?!s3).*$/gm);
    expect(commands?.map((line) => line.trim())).toEqual([
      "aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value='' --region us-east-1",
      `aws iam detach-role-policy --role-name '${name}' --policy-arn ${policy} --region us-east-1`,
      `aws iam delete-role --role-name '${name}' --region us-east-1`,
    ]);
  });

  it('says how to take off the protection that AWS itself has from what is protected, first', async () => {
    await state([
      { type: 'aws:dynamodb/table:Table', name: 'sessions', id: 't-1', protect: true },
      {
        type: 'aws:cloudwatch/logGroup:LogGroup',
        name: 'log-group',
        id: '/log',
        protect: true,
        retainOnDelete: true,
      },
      { type: 'aws:cloudwatch/logGroup:LogGroup', name: 'open', id: '/o', retainOnDelete: true },
    ]);
    const { text } = await workshop.run(['destroy', '--yes']);
    const commands = (text.split('Still there')[1] ?? '').match(/^ {4}aws (?!s3).*$/gm);
    expect(commands?.map((line) => line.trim()).toSorted()).toEqual([
      "aws dynamodb delete-table --table-name 't-1' --region us-east-1",
      "aws dynamodb update-table --table-name 't-1' --no-deletion-protection-enabled --region us-east-1",
      "aws logs delete-log-group --log-group-name '/log' --region us-east-1",
      "aws logs delete-log-group --log-group-name '/o' --region us-east-1",
      "aws logs put-log-group-deletion-protection --log-group-identifier '/log' --no-deletion-protection-enabled --region us-east-1",
    ]);
    const places = ['update-table', 'delete-table'].map((name) => text.indexOf(name));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it('names afterwards what stayed because something protected needs it', async () => {
    const key = `${URN}aws:kms/key:Key::key`;
    await state([
      { type: 'aws:kms/key:Key', name: 'key', id: 'k-1' },
      {
        type: 'aws:dynamodb/table:Table',
        name: 'sessions',
        id: 't-1',
        protect: true,
        dependencies: [key],
      },
    ]);
    const { text } = await workshop.run(['destroy', '--yes']);
    expect(text.split('Still there')[1]).toContain('Key key (k-1)\n    in the console of AWS');
  });

  it('has nothing left to say of a stack that went too, nor of a removal that was only shown', async () => {
    const gone = await workshop.run(['destroy', '--yes', '--remove']);
    expect([gone.status, gone.text]).toEqual([0, expect.not.stringContaining('stack rm')]);
    const shown = await workshop.run(['destroy', '--yes', '--preview-only']);
    expect([shown.status, shown.text]).toEqual([0, expect.not.stringContaining('Still there')]);
  });

  it('needs neither Docker nor the files of the image', async () => {
    await workshop.docker('exit 1');
    expect(await workshop.run(['destroy', '--yes'])).toMatchObject({ status: 0 });
  });

  it('does not say that anything is gone when Pulumi fails', async () => {
    await workshop.fails({ destroy: 'deleting failed' });
    const { status, text } = await workshop.run(['destroy', '--yes']);
    expect([status, text]).toEqual([1, expect.not.stringContaining('Still there')]);
  });

  it('leaves the state in a place that the user named out of what is to be removed', async () => {
    const env = { PULUMI_BACKEND_URL: 'file:///states' };
    expect((await workshop.run(['destroy', '--yes'], env)).text).not.toContain('aws s3');
  });
});

interface Resource {
  type: string;
  name: string;
  id?: string;
  custom?: boolean;
  protect?: boolean;
  retainOnDelete?: boolean;
  deletedWith?: string;
  dependencies?: string[];
}

async function state(resources: Resource[]): Promise<void> {
  const exported = resources.map(({ name, ...rest }) => ({
    urn: `${URN}${rest.type}::${name}`,
    custom: true,
    ...rest,
  }));
  await workshop.put(
    'state.json',
    JSON.stringify({ version: 3, deployment: { resources: exported } }),
  );
}
