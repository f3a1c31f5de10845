import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { parseConfig } from '../config/parse-config.ts';
import { settingsTable } from '../config/settings-table.ts';
import type { OpenStack } from '../commands/open-stack.ts';
import { summaryOf } from '../commands/summary/summary-of.ts';
import { costTable } from '../cost/cost-table.ts';
import { mentionedCommands, pageCommands } from './page-commands.ts';

const root = new URL('../../../', import.meta.url);
const page = await readFile(new URL('docs/deploy.md', root), 'utf8');
const readme = await readFile(new URL('packages/mcp-server/README.md', root), 'utf8');
const manifest = JSON.parse(await readFile(new URL('infra/package.json', root), 'utf8')) as {
  scripts: Record<string, string>;
  nx: { targets: Record<string, unknown> };
};
const commands = pageCommands(page).map(({ command }) => command);

describe('the page about AWS', () => {
  it('has every setting, with its default and what it may be', () => {
    expect(rowsOf(page)).toEqual(expect.arrayContaining(rowsOf(settingsTable())));
  });

  it('has what a month costs, as it is computed', () => {
    const month = { memoryMb: 2048, alarms: 6, metrics: 6 };
    const table = costTable({
      'an idle month': { calls: 0, ...month },
      '100,000 calls': { calls: 100_000, ...month },
    });

    expect(rowsOf(page)).toEqual(expect.arrayContaining(rowsOf(table)));
  });

  it('shows the end of a deployment as it is printed', () => {
    const [, shown = ''] = /```console\n(Stack[\s\S]*?)```/.exec(page) ?? [];

    expect(summaryOf(outputs, opened).join('\n').trim()).toBe(shown.trim());
  });

  it('tells in its text of no command that none of its blocks has', () => {
    const whole = commands.map((command) => command.replaceAll(/\\\n/g, ''));
    const others = mentionedCommands(page).filter(
      (mentioned) => !whole.some((command) => command.startsWith(mentioned)),
    );

    expect(others).toEqual([]);
  });

  it('names only commands that there are', () => {
    const targets = commands.flatMap(
      (command) => /^npx nx ([\w-]+) infra/.exec(command)?.[1] ?? [],
    );

    expect(targets.length).toBeGreaterThan(5);
    expect(Object.keys({ ...manifest.scripts, ...manifest.nx.targets })).toEqual(
      expect.arrayContaining([...new Set(targets)]),
    );
  });

  it('sets only what can be set', () => {
    const settings = commands.flatMap((command) => {
      const [, name, value = ''] = /^npx nx config infra set (\S+) (.+)$/.exec(command) ?? [];
      return name === undefined ? [] : [[name, value.replace(/^'(.*)'$/, '$1')] as const];
    });

    expect(settings.length).toBeGreaterThan(5);
    for (const [name, value] of settings) {
      const beside = settings.filter(([other]) => other === onlyBeside[name]);
      const values = Object.fromEntries(
        [...beside, [name, value] as const].map(([key, text]) => [`bedrock-spend:${key}`, text]),
      );
      const parse = () =>
        parseConfig({ values: { 'aws:region': 'us-east-1', ...values }, secretNames: [] });
      expect(parse).not.toThrow();
    }
  });

  it('configures hosts as the README of the server does, whose configurations are tried', () => {
    const section = /\n## 4\. Connect\n[\s\S]*?\n## /.exec(page)?.[0] ?? '';
    const blocks = [...section.matchAll(/```(?:json|sh host)\n([\s\S]*?)```/g)].map(
      ([, text]) => text,
    );

    expect(blocks).toHaveLength(4);
    for (const block of blocks) expect(readme).toContain(block);
  });
});

const outputs = {
  mcpUrl: 'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/mcp',
  apiUrl: 'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod',
  apiKey: '[secret]',
  apiKeyId: 'k3y1d',
  imageUri: '111122223333.dkr.ecr.us-east-1.amazonaws.com/bedrock-spend@sha256:0123',
  roleArn: 'arn:aws:iam::111122223333:role/bedrock-spend-us-east-1',
  functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:bedrock-spend',
  usagePlanId: 'p1an1d',
  functionLogGroup: '/aws/lambda/bedrock-spend',
  accessLogGroup: '/aws/apigateway/bedrock-spend',
  frontDoor: 'api-gateway',
};

/** As much of a stack as its summary is made of. */
const opened = {
  stack: 'prod',
  region: { region: 'us-east-1' },
  caller: { accountId: '111122223333' },
  backendUrl: 's3://bedrock-spend-state-111122223333-us-east-1?region=us-east-1',
  stateBucket: 'bedrock-spend-state-111122223333-us-east-1',
  settings: null,
  isNew: false,
  isPassphraseTyped: false,
} as OpenStack;

/** Settings that need another. */
const onlyBeside: Readonly<Record<string, string>> = { oauth: 'domain', externalId: 'accounts' };

/** Cells of every row of a table, whatever the spaces between them. */
function rowsOf(markdown: string): string[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .join('|'),
    );
}
