import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';

import { ACCOUNT, openWorkshop, OUTPUTS } from './stand-in/workshop.testing.ts';
import type { Workshop } from './stand-in/workshop.testing.ts';

const settings = {
  'aws:region': 'us-east-1',
  'bedrock-spend:accounts': '111122223333,444455556666',
  'bedrock-spend:readerRoleName': 'SpendReader',
  'bedrock-spend:regions': 'us-east-1,eu-west-1',
  'bedrock-spend:externalId': { secure: 'team-7f3a' },
};

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
  await workshop.deployed();
  await workshop.put('infra/Pulumi.prod.yaml', JSON.stringify({ config: settings }));
});
afterEach(() => workshop.close());

it('writes the template for the role and the settings of the stack, and nothing else, to stdout', async () => {
  const { stdout, stderr } = await execa(process.execPath, [...main(), 'reader-role'], {
    env: workshop.environment,
    extendEnv: false,
  });
  expect(stderr).toContain(`Account   ${ACCOUNT}`);
  const role = (parse(stdout) as Template).Resources.ReaderRole.Properties;
  expect(role).toMatchObject({
    RoleName: 'SpendReader',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { AWS: OUTPUTS.roleArn },
          Condition: { StringEquals: { 'sts:ExternalId': 'team-7f3a' } },
        },
      ],
    },
  });
  expect(JSON.stringify(role)).toContain('eu-west-1');
});

it('writes it to a file, past what Nx adds to stdout', async () => {
  const { status, text } = await workshop.run(['reader-role', '--file=reader-role.yaml']);
  expect([status, text]).toEqual([
    0,
    expect.stringContaining('/reader-role.yaml: its first lines'),
  ]);
  const template = await readFile(join(workshop.folder, 'reader-role.yaml'), 'utf8');
  expect(template).toContain('SpendReader');
});

it('needs a role that is there', async () => {
  await workshop.put('outputs.json', '{}');
  const { status, text } = await workshop.run(['reader-role']);
  expect([status, text]).toEqual([1, expect.stringContaining('has no role yet')]);
});

it('names the setting that is wrong', async () => {
  const wrong = { ...settings, 'bedrock-spend:memory': 'much' };
  await workshop.put('infra/Pulumi.prod.yaml', JSON.stringify({ config: wrong }));
  const { status, text } = await workshop.run(['reader-role']);
  expect([status, text]).toEqual([1, expect.stringContaining('bedrock-spend:memory must be')]);
});

it('takes nothing else', async () => {
  const { status, text } = await workshop.run(['reader-role', 'now']);
  expect([status, text]).toEqual([2, expect.stringContaining('not "now"')]);
});

interface Template {
  Resources: { ReaderRole: { Properties: object } };
}

function main(): string[] {
  return [new URL('stand-in/main.testing.ts', import.meta.url).pathname];
}
