import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';

/** What the engine reads of Pulumi.yaml. */
export interface PulumiProject {
  readonly name: string;
  readonly folder: string;
  /** Where the program runs, and what it starts with: the engine changes into the folder of `main`. */
  readonly programFolder: string;
  readonly entryPoint: string;
}

interface ProjectFile {
  readonly name?: string;
  readonly main?: string;
  readonly runtime?: string | { name?: string; options?: { typescript?: boolean } };
}

/** Only programs for Node that strip their own types are run; another project throws a sentence. */
export async function readPulumiProject(projectFolder: string): Promise<PulumiProject> {
  const folder = resolve(projectFolder);
  const file = parse(await readFile(join(folder, 'Pulumi.yaml'), 'utf8')) as ProjectFile;
  if (file.name === undefined) throw new Error(`Give the project in ${folder} a name.`);
  refuseOtherRuntimes(file);
  return { name: file.name, folder, ...(await programPlace(folder, file.main)) };
}

function refuseOtherRuntimes({ runtime, name }: ProjectFile): void {
  const isStripped = typeof runtime === 'object' && runtime.options?.typescript === false;
  if (typeof runtime !== 'object' || runtime.name !== 'nodejs' || !isStripped) {
    throw new Error(
      `Set runtime.name to nodejs and runtime.options.typescript to false in Pulumi.yaml of ${name}: other programs cannot be run here.`,
    );
  }
}

// As getPwdMain in pkg/engine/project.go: paths in a program are relative to its own folder.
async function programPlace(folder: string, main: string | undefined) {
  if (main === undefined) return { programFolder: folder, entryPoint: '.' };
  const path = join(folder, main);
  if ((await stat(path)).isDirectory()) return { programFolder: path, entryPoint: '.' };
  return { programFolder: dirname(path), entryPoint: basename(path) };
}
