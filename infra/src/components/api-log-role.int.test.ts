import { plain, type ProgramRun, type RegisteredResource } from '@bedrock-spend/pulumi-engine';
import { afterEach, describe, expect, it } from 'vitest';

import { apiLogRoleName } from './api-log-role.ts';
import { ACCOUNT, openWorkplace, REGION, type Workplace } from './workplace.testing.ts';

const ownName = `bedrock-spend-api-logs-${REGION}`;
const roleOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

let workplace: Workplace;

describe('the role by which API Gateway logs', { timeout: 60_000 }, () => {
  afterEach(() => workplace.close());

  it('is made where an account has none, before the stage, and stays when the stack goes', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run();
    const made = partsOf(run);
    expect(made.map(({ type }) => type)).toEqual([
      'aws:iam/role:Role',
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
      'aws:apigateway/account:Account',
    ]);
    expect(made.map(({ retainOnDelete }) => retainOnDelete)).toEqual([true, true, true]);
    const [role, attachment, setting] = made;
    expect(role?.inputs['name']).toBe(ownName);
    expect(plain(setting?.inputs['cloudwatchRoleArn'])).toBe(roleOf(ownName));
    expect(setting?.dependencies).toContain(attachment?.urn);
    const stage = run.resources.find(({ type }) => type === 'aws:apigateway/stage:Stage');
    expect(stage?.dependencies).toContain(setting?.urn);
  });

  it('stays managed where it is ours, and is taken back by a stack made anew', async () => {
    workplace = await openWorkplace({ apiGatewayLogRoleArn: roleOf(ownName) });
    const [role] = partsOf(await workplace.run());
    expect([role?.importId, role?.ignoreChanges]).toEqual([ownName, ['tags', 'tagsAll']]);
  });

  it("is left alone where it is somebody else's", async () => {
    workplace = await openWorkplace({ apiGatewayLogRoleArn: roleOf('Platform') });
    const run = await workplace.run();
    expect([run.status, partsOf(run)]).toEqual(['succeeded', []]);
  });

  it('is neither looked for nor made without API Gateway', async () => {
    workplace = await openWorkplace();
    const run = await workplace.run({ frontDoor: 'function-url' });
    expect(partsOf(run)).toEqual([]);
    expect(await workplace.emulator.control.requests({ service: 'apigateway' })).toEqual([]);
  });

  it('ends the run before anything is made where it cannot be read', async () => {
    workplace = await openWorkplace();
    await workplace.emulator.control.addFault({ service: 'apigateway', kind: 'denied' });
    const run = await workplace.run();
    expect(run.status).toBe('failed');
    expect(run.resources).toHaveLength(1);
    expect(run.messages.map(({ text }) => text).join('\n')).toContain(
      'Deploy with credentials that are allowed apigateway:GET on /account.',
    );
  });
});

describe('the name of the role', () => {
  it('differs by function and region, and is one that IAM takes', () => {
    const long = 'f'.repeat(47);
    const names = [`${long}a`, `${long}b`].map((name) => apiLogRoleName(name, 'ap-southeast-4'));
    for (const name of names) expect(name).toMatch(/^f{33}-[0-9a-f]{6}-api-logs-ap-southeast-4$/);
    expect(new Set(names).size).toBe(2);
    expect(apiLogRoleName('a', 'us-east-1')).toBe('a-api-logs-us-east-1');
  });
});

function partsOf({ resources }: ProgramRun): RegisteredResource[] {
  return resources
    .filter(({ isCustom, parent }) => isCustom && parent?.endsWith('::api-log-role'))
    .sort((a, b) => resources.indexOf(a) - resources.indexOf(b));
}
