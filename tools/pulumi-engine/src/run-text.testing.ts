import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type ProgramRun, runProgram, type RunOptions } from './run-program.ts';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const projectFile = `
name: tiny
main: src/index.ts
runtime: { name: nodejs, options: { typescript: false } }
`;
const imports = `
import * as pulumi from '@pulumi/pulumi';
import * as aws from '@pulumi/aws';
import * as dockerBuild from '@pulumi/docker-build';
import * as random from '@pulumi/random';
`;

/** Runs a program that a test has written down, in a project of its own. */
export async function runText(
  program: string,
  options: Partial<RunOptions> = {},
): Promise<ProgramRun> {
  const projectFolder = await projectOf(program);
  const config = { 'aws:region': 'eu-west-1', ...options.config };
  try {
    return await runProgram({ stack: 'dev', ...options, projectFolder, config });
  } finally {
    await rm(projectFolder, { recursive: true, force: true });
  }
}

/** A folder with Pulumi.yaml and the program. */
export async function projectOf(program: string, yaml = projectFile): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pulumi-engine-'));
  await mkdir(join(folder, 'src'));
  await Promise.all([
    writeFile(join(folder, 'Pulumi.yaml'), yaml),
    writeFile(join(folder, 'package.json'), '{ "type": "module" }'),
    writeFile(join(folder, 'src/index.ts'), imports + program),
    symlink(modules, join(folder, 'node_modules')),
  ]);
  return folder;
}

/** The one resource of a type. */
export function resourceOf(run: ProgramRun, type: string) {
  const found = run.resources.filter((resource) => resource.type === type);
  if (found.length !== 1) throw new Error(`There are ${found.length} resources of type ${type}.`);
  return found[0] as (typeof found)[0];
}

/** What went wrong, one text a failure. */
export const errorsOf = ({ messages }: ProgramRun): string[] =>
  messages.filter(({ severity }) => severity === 'error').map(({ text }) => text);
