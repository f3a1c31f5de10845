import { readFile } from 'node:fs/promises';

import { plain, type RegisteredResource } from '@bedrock-spend/pulumi-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openWorkplace, REGION, type Workplace } from '../components/workplace.testing.ts';

const page = await readFile(new URL('../../../docs/deploy.md', import.meta.url), 'utf8');
const section = /\n## Who deploys\n[\s\S]*?\n## /.exec(page)?.[0] ?? '';

/** How the page calls what a provider's module is of. */
const services: Readonly<Record<string, string>> = {
  'aws:apigateway': 'API Gateway',
  'aws:bedrockmodel': 'Bedrock',
  'aws:cloudwatch/logGroup': 'CloudWatch Logs',
  'aws:cloudwatch': 'CloudWatch, SNS',
  'aws:dynamodb': 'DynamoDB',
  'aws:ecr': 'ECR',
  'aws:iam': 'IAM',
  'aws:lambda': 'Lambda',
  'aws:route53': 'Route 53',
  'aws:secretsmanager': 'Secrets Manager',
  'aws:sns': 'CloudWatch, SNS',
};

describe('who deploys', { timeout: 60_000 }, () => {
  let workplace: Workplace;
  let made: RegisteredResource[];

  beforeAll(async () => {
    workplace = await openWorkplace();
    const { resources } = await workplace.run({
      alarms: { email: 'team@example.com' },
      invocationLogging: { enabled: true },
      domain: {
        name: 'spend.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/abc',
        hostedZoneId: 'Z0123456789ABCDEFGHIJ',
      },
    });
    made = resources.filter(({ type }) => type.startsWith('aws:'));
  }, 60_000);

  afterAll(() => workplace?.close());

  it('is told of every service that a resource is made in', () => {
    const rows = section
      .split('\n')
      .map((line) => line.split('|')[1]?.trim())
      .filter(Boolean);
    const needed = new Set(made.map(({ type }) => serviceOf(type)));

    expect(needed.size).toBe(10);
    expect(rows).toEqual(expect.arrayContaining([...needed]));
  });

  it('is told the names of what is made', () => {
    const kinds = /:(?:Function|Repository|Table|Secret|Role|LogGroup|MetricAlarm|Topic)$/;
    const names = made
      .filter(({ type }) => kinds.test(type))
      .map(({ type, inputs }) => ({
        service: serviceOf(type),
        name: (plain(inputs) as { name: string }).name,
      }));
    const untold = names.filter(({ service, name }) => !namesOf(service).some(isOf(name)));

    expect(names.length).toBeGreaterThan(10);
    expect(untold).toEqual([]);
  });
});

/** What stands between backticks in the row of a service; its `*` alone is for actions without names. */
function namesOf(service: string): string[] {
  const row = section.split('\n').find((line) => line.startsWith(`| ${service} `)) ?? '';
  const told = [...row.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
  return told.filter((text) => text !== '*').map((text) => text.replace('REGION', REGION));
}

function isOf(name: string): (told: string) => boolean {
  return (told) => (told.endsWith('*') ? name.startsWith(told.slice(0, -1)) : name === told);
}

function serviceOf(type: string): string {
  const [, kind = '', module = ''] = /^((aws:\w+)\/\w+):/.exec(type) ?? [];
  return services[kind] ?? services[module] ?? type;
}
