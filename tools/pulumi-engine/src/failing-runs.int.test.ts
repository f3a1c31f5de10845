import { rm } from 'node:fs/promises';

import { describe, expect, it, onTestFinished } from 'vitest';

import { runProgram } from './run-program.ts';
import { errorsOf, projectOf, runText } from './run-text.testing.ts';

describe('a run that fails', () => {
  it('says where the program threw, and keeps what came before', async () => {
    const run = await runText(`
      new aws.cloudwatch.LogGroup('group', { name: '/one' });
      throw new pulumi.RunError('set tiny:memory first');
    `);

    expect(run.status).toBe('failed');
    expect(errorsOf(run)).toEqual(['set tiny:memory first']);
  });

  it.each([
    [
      'a type that nobody models',
      `new aws.sqs.Queue('queue')`,
      /^aws:sqs\/queue:Queue queue: no model makes this type/,
    ],
    [
      'data that nobody models',
      `await aws.getRegions()`,
      /^aws:index\/getRegions:getRegions: no model answers it/,
    ],
    [
      'two resources of one name',
      `for (const name of ['/a', '/b']) new aws.cloudwatch.LogGroup('group', { name });`,
      /^Two resources are called urn:pulumi:dev::tiny::aws:cloudwatch\/logGroup:LogGroup::group/,
    ],
    [
      'an output that no model gives and somebody uses',
      `const role = new aws.iam.Role('role', { name: 'r', assumeRolePolicy: '{}' });
       new aws.cloudwatch.LogGroup('group', { name: role.createDate });`,
      /name uses aws:iam\/role:Role createDate, which its model does not give/,
    ],
    [
      'a hook, which needs an engine that deletes',
      `new aws.cloudwatch.LogGroup('group', {}, { hooks: { beforeDelete: [new pulumi.ResourceHook('hook', () => {})] } });`,
      /does not support resource hooks/,
    ],
    ['a program that does not parse', `const = 1;`, /SyntaxError|Unexpected token/],
  ])('names %s', async (_what, program, message) => {
    const run = await runText(program);

    expect(run.status).toBe('failed');
    expect(errorsOf(run).join('\n')).toMatch(message);
  });

  it('says that no region is known', async () => {
    const run = await runText(`export const { arn } = new aws.sns.Topic('topic');`, {
      config: { 'aws:region': '' },
    });

    expect(errorsOf(run).join()).toContain('pulumi config set aws:region');
  });

  it('ends a program that never ends', async () => {
    const run = await runText(`setInterval(() => {}, 1000); await new Promise(() => {});`, {
      timeoutMs: 3000,
    });

    expect(errorsOf(run)).toEqual(['The program was ended after 3000 ms.']);
  });

  it('reports a program that ends on its own before its end', async () => {
    const run = await runText(`process.exit(3);`);

    expect(errorsOf(run)).toEqual(['The program ended with exit code 3.']);
  });

  it.each([
    ['of another runtime', 'name: tiny\nruntime: go', /runtime.name to nodejs/],
    [
      'that Pulumi would compile',
      'name: tiny\nruntime: { name: nodejs }',
      /runtime.options.typescript to false in Pulumi.yaml of tiny/,
    ],
    ['without a name', 'runtime: { name: nodejs }', /Give the project in .* a name/],
  ])('refuses a project %s', async (_what, yaml, message) => {
    const projectFolder = await projectOf('', yaml);
    onTestFinished(() => rm(projectFolder, { recursive: true }));

    await expect(runProgram({ projectFolder, stack: 'dev', config: {} })).rejects.toThrow(message);
  });
});
