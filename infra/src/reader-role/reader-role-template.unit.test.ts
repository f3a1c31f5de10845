import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { operationActions } from '../permissions/operation-actions.ts';
import type { PolicyStatement } from '../permissions/policy-statement.ts';
import { readingStatements, statements } from '../permissions/statements.ts';
import { readerRoleTemplate, type ReaderRoleOptions } from './reader-role-template.ts';

const options: ReaderRoleOptions = {
  roleName: 'BedrockSpendReader',
  serverRoleArn: 'arn:aws:iam::111122223333:role/bedrock-spend',
  externalId: 'bedrock-spend-7f3a',
  regions: ['us-east-1', 'eu-west-1'],
  logGroups: ['/aws/bedrock/modelinvocations', '/team/*'],
};

describe('the template of the reader role', () => {
  it('makes one role and nothing else, of the name that the server asks for', () => {
    const { Resources } = parsed(options);
    expect(Object.values(Resources).map(({ Type }) => Type)).toEqual(['AWS::IAM::Role']);
    expect(Resources.ReaderRole.Properties.RoleName).toBe('BedrockSpendReader');
  });

  it('lets in the role of the server alone, and only with the external id', () => {
    expect(parsed(options).Resources.ReaderRole.Properties.AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'LetTheServerIn',
          Effect: 'Allow',
          Principal: { AWS: options.serverRoleArn },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'bedrock-spend-7f3a' } },
        },
      ],
    });
  });

  it('asks for no external id where there is none', () => {
    const { AssumeRolePolicyDocument } = parsed({ ...options, externalId: null }).Resources
      .ReaderRole.Properties;
    expect(AssumeRolePolicyDocument.Statement[0]).not.toHaveProperty('Condition');
  });

  it('allows in an account what reading takes there, as CloudFormation fills it in', () => {
    const filled = permissionsIn('444455556666', options);
    const { regions, logGroups } = options;
    expect(filled).toEqual(
      readingStatements({ partition: 'aws', accountId: '444455556666', regions, logGroups }),
    );
  });

  it('allows every action on an account that the role of the server has for its own', () => {
    const { regions, logGroups } = options;
    const own = statements({
      partition: 'aws',
      accountId: '444455556666',
      accounts: [],
      readerRoleName: options.roleName,
      regions,
      logGroups,
      bill: false,
      sessionsTableArn: 'table',
      secretArn: 'secret',
      functionLogGroupArn: 'group',
    });
    const ofServer = new Set(['KeepSessions', 'ReadItsSecrets', 'WriteItsLog']);
    expect(permissionsIn('444455556666', options)).toEqual(
      own.filter(({ Sid }) => !ofServer.has(Sid)),
    );
  });

  it('reads and changes nothing: every action is one of the reading operations', () => {
    const reading = Object.values(operationActions)
      .filter(({ on }) => on === 'log-group' || on === 'inference-profile' || on === 'anything')
      .map(({ action }) => action as string | null);
    const actions = permissionsIn('444455556666', options).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !reading.includes(action))).toEqual([]);
    expect(actions.filter((action) => /:(Put|Create|Delete|Update|Tag|\*)/.test(action))).toEqual(
      [],
    );
  });

  it('names no account but the one of the server', () => {
    const text = readerRoleTemplate(options);
    expect(new Set(text.match(/\b\d{12}\b/g))).toEqual(new Set(['111122223333']));
  });

  it('finds the enabled regions where all are read', () => {
    const filled = permissionsIn('444455556666', { ...options, regions: 'all' });
    expect(filled.flatMap(({ Action }) => Action)).toContain('account:ListRegions');
    expect(filled[0]?.Resource).toContain(
      'arn:aws:logs:*:444455556666:log-group:/aws/bedrock/modelinvocations:*',
    );
  });

  it('says how to deploy it, in comments', () => {
    expect(readerRoleTemplate(options).split('\n').slice(0, 2)).toEqual([
      '# Save as reader-role.yaml, then, with credentials of each account that is to be read:',
      '# aws cloudformation deploy --stack-name bedrock-spend-BedrockSpendReader --template-file reader-role.yaml --capabilities CAPABILITY_NAMED_IAM',
    ]);
  });

  it('is the same text each time, and YAML that means the same, whatever the names', () => {
    fc.assert(
      fc.property(anyOptions, (any) => {
        const text = readerRoleTemplate(any);
        expect(text).toBe(readerRoleTemplate(structuredClone(any)));
        const { Properties } = parsed(any).Resources.ReaderRole;
        expect(parse(text, { version: '1.1' })).toEqual(parsed(any));
        expect(Properties.RoleName).toBe(any.roleName);
        expect(Properties.AssumeRolePolicyDocument.Statement[0]).toMatchObject({
          Condition: { StringEquals: { 'sts:ExternalId': any.externalId } },
        });
      }),
    );
  });
});

// Names that YAML would take for something else, such as 1e3, no or =, are among these.
const name = fc.oneof(
  fc.stringMatching(/^[\w+=,.@-]{1,64}$/),
  fc.constantFrom('no', '1e3', '0x1', '=', '@a', '-', '-a', 'null', '012', '1.0'),
);
const anyOptions: fc.Arbitrary<ReaderRoleOptions> = fc.record({
  roleName: name,
  serverRoleArn: fc.constant(options.serverRoleArn),
  externalId: fc.oneof(name, fc.stringMatching(/^[\w+=,.@:/-]{2,40}$/)),
  regions: fc.constantFrom<ReaderRoleOptions['regions']>('all', ['us-east-1']),
  logGroups: fc.array(fc.stringMatching(/^[\w./#-]{1,40}\*?$/), { minLength: 1, maxLength: 3 }),
});

interface Template {
  Resources: {
    ReaderRole: {
      Type: string;
      Properties: {
        RoleName: string;
        AssumeRolePolicyDocument: { Statement: Record<string, unknown>[] };
        Policies: { PolicyDocument: { Statement: TemplateStatement[] } }[];
      };
    };
  };
}

type TemplateStatement = Omit<PolicyStatement, 'Resource'> & {
  Resource: (string | { 'Fn::Sub': string })[];
};

function parsed(some: ReaderRoleOptions): Template {
  return parse(readerRoleTemplate(some)) as Template;
}

/** The statements, filled in as CloudFormation does in an account. */
function permissionsIn(accountId: string, some: ReaderRoleOptions): PolicyStatement[] {
  const { Policies } = parsed(some).Resources.ReaderRole.Properties;
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map((statement) => ({
    ...statement,
    Resource: statement.Resource.map((resource) =>
      typeof resource === 'string'
        ? resource
        : resource['Fn::Sub']
            .replaceAll('${AWS::Partition}', 'aws')
            .replaceAll('${AWS::AccountId}', accountId),
    ),
  }));
}
