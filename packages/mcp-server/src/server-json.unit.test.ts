import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { readCommandLine } from './command-line.ts';
import { help } from './help.ts';

// What the MCP registry asks of a server.json of its schema 2025-12-11, as far as ours goes; unknown
// names are wrong here, where the registry would let a mistyped one pass.
const input = {
  description: z.string().min(1),
  format: z.enum(['string', 'number', 'boolean', 'filepath']).optional(),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  default: z.string().optional(),
  placeholder: z.string().optional(),
  choices: z.array(z.string()).min(2).optional(),
};
const named = z.strictObject({ name: z.string().min(1), ...input });
const fixed = z.strictObject({ type: z.literal('positional'), value: z.string().min(1) });
const asked = z.strictObject({
  type: z.literal('positional'),
  valueHint: z.string().min(1),
  isRepeated: z.boolean().optional(),
  ...input,
});
const packageSchema = z.strictObject({
  registryType: z.literal('npm'),
  identifier: z.string(),
  // One version: neither a range nor a tag.
  version: z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/),
  runtimeHint: z.literal('npx'),
  runtimeArguments: z.array(fixed),
  transport: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('stdio') }),
    z.strictObject({
      type: z.literal('streamable-http'),
      url: z.string().regex(/^https?:\/\/\S+$/),
      headers: z.array(named),
    }),
  ]),
  packageArguments: z.array(z.union([fixed, asked])),
  environmentVariables: z.array(named),
});
const serverSchema = z.strictObject({
  $schema: z.literal(
    'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
  ),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z.string().max(255),
  packages: z.array(packageSchema),
});

const server = serverSchema.parse(read('../server.json'));
const { name, version, mcpName } = z
  .object({ name: z.string(), version: z.string(), mcpName: z.string() })
  .parse(read('../package.json'));
const onlyHttp = ['HOST', 'PORT', 'BEDROCK_SPEND_SESSION_KEYS'];

describe('What the MCP registry is told', () => {
  it('names the package by which the registry sees whose it is', () => {
    expect(server.name).toBe(mcpName);
    expect(server.packages.map(({ identifier }) => identifier)).toEqual([name, name]);
  });

  it('is of the version of the package', () => {
    expect(server.version).toBe(version);
    for (const each of server.packages) expect(each.version).toBe(version);
  });

  it.each(server.packages)('starts the server, over $transport.type', (each) => {
    const words = each.packageArguments.flatMap((argument) =>
      'value' in argument ? [argument.value] : [],
    );
    const paths = each.packageArguments.flatMap((argument) =>
      'valueHint' in argument ? ['logs/'] : [],
    );
    const environment = Object.fromEntries(
      each.environmentVariables.flatMap((variable) =>
        variable.default === undefined ? [] : [[variable.name, variable.default]],
      ),
    );
    const isStdio = each.transport.type === 'stdio';
    expect(readCommandLine(words, environment)).toMatchObject({ kind: 'serve', stdio: isStdio });
    expect(readCommandLine([...words, ...paths], environment)).toMatchObject({
      source: { kind: 'files', paths },
      port: 3000,
    });
  });

  it.each(server.packages)('lists every environment variable, over $transport.type', (each) => {
    const inHelp = [...help.matchAll(/\b(?:BEDROCK_SPEND|AWS)_[A-Z_]+|\b(?:HOST|PORT)(?=;)/g)];
    const isHttp = each.transport.type === 'streamable-http';
    const expected = inHelp
      .map(([found]) => found)
      .filter((found) => isHttp || !onlyHttp.includes(found));
    const listed = each.environmentVariables.map((variable) => variable.name);
    expect(listed.toSorted()).toEqual([...new Set(expected)].toSorted());
  });

  it.each(withChoices(server.packages[0]?.environmentVariables ?? []))(
    'offers values of $name that the server takes',
    ({ name: variable, choices = [] }) => {
      for (const value of choices) {
        const paths = value === 'files' ? ['logs/'] : [];
        expect(readCommandLine(paths, { [variable]: value })).toMatchObject({ kind: 'serve' });
      }
    },
  );

  it.each(server.packages)('hides what is secret, over $transport.type', (each) => {
    const headers = each.transport.type === 'stdio' ? [] : each.transport.headers;
    for (const { name: named, isSecret } of [...each.environmentVariables, ...headers]) {
      expect({ named, isSecret }).toEqual({
        named,
        isSecret: /key/i.test(named) ? true : undefined,
      });
    }
  });
});

function withChoices<Variable extends { choices?: string[] | undefined }>(variables: Variable[]) {
  return variables.filter(({ choices }) => choices !== undefined);
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}
