import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { permissions } from '../permissions.ts';
import { readerPolicy, trustPolicy, type ReaderPolicyOptions } from './policies.ts';
import { switchOnCommands } from './switch-on.ts';

const accountId = '111122223333';
const logGroup = '/aws/bedrock/modelinvocations';
const page = readFileSync(new URL('../../../../../docs/prerequisites.md', import.meta.url), 'utf8');

const options: ReaderPolicyOptions = {
  partition: 'aws',
  accountId,
  logGroups: [{ region: 'us-east-1', logGroup }],
  roles: [{ accountId: '222233334444', roleName: 'BedrockSpendReader' }],
  readsBill: true,
};

/** A block of code of the page, by what stands after its opening fence. */
function block(kind: string): string {
  return new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1] ?? '';
}

function actionsOf(policy: ReturnType<typeof readerPolicy>): string[] {
  return policy.Statement.flatMap(({ Action }) => Action).sort();
}

describe('the page of prerequisites', () => {
  test('has the policy that the code makes', () => {
    expect(JSON.parse(block('json policy'))).toEqual(readerPolicy(options));
  });

  test('has the trust policy that the code makes', () => {
    const trust = trustPolicy({ partition: 'aws', accountId, externalId: 'our-secret' });
    expect(JSON.parse(block('json trust-policy'))).toEqual(trust);
  });

  test('has the commands that the code makes', () => {
    const { commands } = switchOnCommands({ accountId, region: 'us-east-1', logGroup }, {});
    expect(page).toContain(commands.join('\n'));
  });

  test('says of every action what it is for', () => {
    const table = page.slice(page.indexOf('| action'), page.indexOf('Nothing else is called'));
    const named = [...table.matchAll(/`([a-z]+:[A-Za-z]+)`/g)].map(([, action]) => String(action));
    expect(named.sort()).toEqual(Object.keys(permissions).sort());
  });
});

describe('a policy', () => {
  test('names the log groups of each region and no others', () => {
    const policy = readerPolicy({
      ...options,
      logGroups: [
        { region: 'us-east-1', logGroup },
        { region: 'eu-west-1', logGroup: '/custom' },
      ],
    });
    expect(policy.Statement.find(({ Sid }) => Sid === 'ReadInvocationLogs')?.Resource).toEqual([
      `arn:aws:logs:us-east-1:${accountId}:log-group:${logGroup}:*`,
      `arn:aws:logs:eu-west-1:${accountId}:log-group:/custom:*`,
    ]);
  });

  test.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('is written for the partition %s', (partition, region) => {
    const policy = readerPolicy({ ...options, partition, logGroups: [{ region, logGroup }] });
    const resources = policy.Statement.flatMap(({ Resource = [] }) => Resource);
    const arns = resources.filter((resource) => resource !== '*');
    expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
    expect(arns).not.toEqual([]);
  });

  test('lets list regions only whoever reads all of them', () => {
    expect(actionsOf(readerPolicy(options))).not.toContain('account:ListRegions');
    const all = readerPolicy({ ...options, logGroups: [{ region: '*', logGroup }] });
    expect(actionsOf(all)).toContain('account:ListRegions');
    expect(actionsOf(all)).toEqual(Object.keys(permissions).sort());
  });

  test('of somebody who only asks for the bill is for nothing else', () => {
    const policy = readerPolicy({ ...options, logGroups: [], roles: [] });
    expect(actionsOf(policy)).toEqual(['ce:GetCostAndUsage', 'ce:GetDimensionValues']);
  });

  test('without an external id has no condition', () => {
    const { Statement } = trustPolicy({ partition: 'aws', accountId, externalId: undefined });
    expect(Statement[0]).not.toHaveProperty('Condition');
  });
});

describe('the commands that switch logging on', () => {
  test('make a role that only Bedrock of that account and region can use', () => {
    const place = { accountId, region: 'eu-west-1', logGroup };
    const { commands } = switchOnCommands(place, {});
    const [, trust] = commands[2]?.split("'") ?? [];
    expect(JSON.parse(trust ?? '')).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'bedrock.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': accountId },
            ArnLike: { 'aws:SourceArn': `arn:aws:bedrock:eu-west-1:${accountId}:*` },
          },
        },
      ],
    });
  });
});
