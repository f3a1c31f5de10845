import { describe, expect, it } from 'vitest';

import { errorsOf, resourceOf, runText } from './run-text.testing.ts';
import { isResourceReference, isSecret, isUnknown } from './values/marker.ts';
import { plain } from './values/plain.ts';

const logGroup = 'aws:cloudwatch/logGroup:LogGroup';

describe('a program that is run without Pulumi', () => {
  it('gives its resources in the order of registration, below the stack', async () => {
    const run = await runText(`
      const group = new aws.cloudwatch.LogGroup('first', { name: '/one' });
      new aws.cloudwatch.LogGroup('second', { name: pulumi.interpolate\`\${group.name}/two\` });
      export const arn = group.arn;
    `);

    expect(errorsOf(run)).toEqual([]);
    expect(run.status).toBe('succeeded');
    expect(run.resources.map(({ urn, id }) => [urn, id])).toEqual([
      ['urn:pulumi:dev::tiny::pulumi:pulumi:Stack::tiny-dev', ''],
      [`urn:pulumi:dev::tiny::${logGroup}::first`, '/one'],
      [`urn:pulumi:dev::tiny::${logGroup}::second`, '/one/two'],
    ]);
    expect(run.outputs).toEqual({ arn: 'arn:aws:logs:eu-west-1:111122223333:log-group:/one' });
  });

  it('says what each resource depends on, and by which property', async () => {
    const run = await runText(`
      const group = new aws.cloudwatch.LogGroup('group', { name: '/one' });
      const role = new aws.iam.Role('role', { name: 'role', assumeRolePolicy: '{}' });
      new aws.dynamodb.Table('table', {
        name: pulumi.interpolate\`\${role.name}-table\`,
        hashKey: 'pk', attributes: [{ name: 'pk', type: 'S' }], billingMode: 'PAY_PER_REQUEST',
      }, { dependsOn: [group] });
    `);
    const table = resourceOf(run, 'aws:dynamodb/table:Table');

    expect(table.dependencies.toSorted()).toEqual([
      `urn:pulumi:dev::tiny::${logGroup}::group`,
      'urn:pulumi:dev::tiny::aws:iam/role:Role::role',
    ]);
    expect(table.propertyDependencies).toEqual({
      name: ['urn:pulumi:dev::tiny::aws:iam/role:Role::role'],
    });
  });

  it('keeps secrets marked from the settings through inputs to the outputs', async () => {
    const run = await runText(
      `
      const config = new pulumi.Config();
      const group = new aws.cloudwatch.LogGroup('group', {
        name: pulumi.interpolate\`/logs/\${config.requireSecret('token')}\`,
        tags: { open: config.require('note'), hidden: config.requireSecret('token') },
      });
      const password = new random.RandomPassword('password', { length: 20 });
      export const name = group.name;
      export const retention = group.retentionInDays;
      export const made = password.result;
      export const note = config.require('note');
      `,
      { config: { token: 's3cret', 'tiny:note': 'plain' }, secretConfig: ['token'] },
    );
    const group = resourceOf(run, logGroup);

    expect(errorsOf(run)).toEqual([]);
    expect(isSecret(group.inputs['name'])).toBe(true);
    expect(plain(group.inputs)).toEqual({
      name: '/logs/s3cret',
      tags: { open: 'plain', hidden: 's3cret' },
    });
    expect(JSON.stringify(group.outputs['tags'])).toContain('s3cret');
    expect(isSecret(run.outputs['name'])).toBe(true);
    expect(isSecret(run.outputs['made'])).toBe(true);
    expect(plain(run.outputs['made'])).toMatch(/^\S{20}$/);
    expect(run.outputs['note']).toBe('plain');
  });

  it('registers the same in a preview, and knows nothing that AWS would make', async () => {
    const program = `
      const group = new aws.cloudwatch.LogGroup('group', { name: '/one' });
      const key = new aws.apigateway.ApiKey('key', { name: 'key' });
      new aws.cloudwatch.LogGroup('next', { name: group.arn });
      export const [name, arn, value] = [group.name, group.arn, key.value];
    `;
    const preview = await runText(program, { isPreview: true });
    const run = await runText(program);
    const { name, arn, value } = preview.outputs;

    expect(preview.resources.map(({ urn }) => urn)).toEqual(run.resources.map(({ urn }) => urn));
    expect(preview.resources.every(({ id }) => id === '')).toBe(true);
    expect(name).toBe('/one');
    expect(isUnknown(arn)).toBe(true);
    expect(isSecret(value) && isUnknown(value.value)).toBe(true);
    const next = preview.resources.find((resource) => resource.name === 'next');
    expect(isUnknown(next?.inputs['name'])).toBe(true);
  });

  it('makes the same ids and values in each run', async () => {
    const program = `
      export const { id } = new aws.apigateway.RestApi('api', {});
      export const key = new random.RandomBytes('key', { length: 32 }).base64;
    `;

    expect((await runText(program)).outputs).toEqual((await runText(program)).outputs);
  });

  it('puts what a component makes below it', async () => {
    const run = await runText(`
      class Logs extends pulumi.ComponentResource {
        constructor(name) {
          super('tiny:index:Logs', name);
          const group = new aws.cloudwatch.LogGroup(name, { name: '/one' }, { parent: this });
          this.registerOutputs({ arn: group.arn });
        }
      }
      export const logs = new Logs('logs').urn;
    `);
    const component = resourceOf(run, 'tiny:index:Logs');
    const group = resourceOf(run, logGroup);

    expect(group).toMatchObject({
      parent: component.urn,
      urn: `urn:pulumi:dev::tiny::tiny:index:Logs$${logGroup}::logs`,
    });
    expect(component).toMatchObject({
      isCustom: false,
      outputs: { arn: 'arn:aws:logs:eu-west-1:111122223333:log-group:/one' },
    });
  });

  it('hands on the options of a resource', async () => {
    const run = await runText(`
      const provider = new aws.Provider('other', { region: 'us-west-2' });
      const role = new aws.iam.Role('role', { name: 'role', assumeRolePolicy: '{}' });
      export const { arn } = new aws.cloudwatch.LogGroup('group', { name: '/one' }, {
        provider, protect: true, retainOnDelete: true, deletedWith: role, ignoreChanges: ['tags'],
        aliases: [{ name: 'old' }], import: '/one', deleteBeforeReplace: true,
      });
    `);
    const group = resourceOf(run, logGroup);

    expect(group).toMatchObject({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
      ignoreChanges: ['tags'],
      importId: '/one',
      deletedWith: resourceOf(run, 'aws:iam/role:Role').urn,
      aliases: [{ spec: { name: 'old' } }],
    });
    expect(group.provider).toContain('pulumi:providers:aws::other::');
    expect(group.version).toMatch(/^7\./);
    expect(run.outputs['arn']).toBe('arn:aws:logs:us-west-2:111122223333:log-group:/one');
  });

  it('takes resources as inputs, and reads what others have made', async () => {
    const run = await runText(`
      const role = aws.iam.Role.get('theirs', 'their-role');
      class Holder extends pulumi.ComponentResource {
        constructor(role) { super('tiny:index:Holder', 'holder', { role }); this.registerOutputs({ role }); }
      }
      new Holder(role);
    `);
    const holder = resourceOf(run, 'tiny:index:Holder');

    expect(errorsOf(run)).toEqual([]);
    expect(resourceOf(run, 'aws:iam/role:Role')).toMatchObject({ isRead: true, id: 'their-role' });
    expect(isResourceReference(holder.outputs['role'])).toBe(true);
  });

  it('is changed into the folder of its main file, as Pulumi does', async () => {
    const run = await runText(`export const folder = process.cwd();`);

    expect(run.outputs['folder']).toMatch(/\/src$/);
  });

  it('sees nothing of the variables around it but what it is given', async () => {
    process.env['ENGINE_TEST'] = 'around';
    const run = await runText(
      `export const seen = [process.env.ENGINE_TEST ?? null, process.env.GIVEN];`,
      { environment: { GIVEN: 'yes' } },
    );
    delete process.env['ENGINE_TEST'];

    expect(run.outputs['seen']).toEqual([null, 'yes']);
  });

  it('is heard: what it logs, warns and prints', async () => {
    const run = await runText(`
      console.log('printed');
      const group = new aws.cloudwatch.LogGroup('group', { name: '/one' });
      await pulumi.log.warn('beware', group);
    `);
    const { urn } = resourceOf(run, logGroup);

    expect(run.messages).toContainEqual({ severity: 'output', text: 'printed' });
    expect(run.messages).toContainEqual({ severity: 'warning', text: 'beware', urn });
    expect(run.status).toBe('succeeded');
  });

  it('can have models and data of the caller', async () => {
    const run = await runText(
      `
      const { accountId } = await aws.getCallerIdentity();
      export const id = accountId;
      export const { arn } = new aws.cloudwatch.LogGroup('group', { name: '/one' });
      `,
      {
        resources: {
          [logGroup]: ({ inputs, place }) => ({
            id: 'mine',
            outputs: { arn: `${String(inputs['name'])} in ${place.region}` },
          }),
        },
        functions: {
          'aws:index/getCallerIdentity:getCallerIdentity': () => ({ accountId: '444455556666' }),
        },
      },
    );

    expect(run.outputs).toEqual({ id: '444455556666', arn: '/one in eu-west-1' });
  });
});
