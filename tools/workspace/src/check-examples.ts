// Type-checks the TypeScript in documentation: `@example` blocks of the packages and ```ts blocks of
// Markdown pages, each as a file of its own, against the sources.
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, 'tools/workspace/.examples');

const examples = [
  ...globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).flatMap(examplesInComments),
  ...globSync(['*.md', 'docs/*.md', 'packages/*/*.md'], { cwd: root }).flatMap(examplesInMarkdown),
];

writeExamples();
typeCheck();

interface Example {
  readonly origin: string;
  readonly code: string;
}

function examplesInComments(file: string): Example[] {
  if (/\.(test|testing)\.tsx?$/.test(file)) return [];
  const comments = readFileSync(join(root, file), 'utf8').matchAll(/\/\*\*[\s\S]*?\*\//g);
  return [...comments]
    .filter(([comment]) => comment.includes('@example'))
    .flatMap(([comment]) => fencedCode(file, comment.replaceAll(/^\s*\* ?/gm, '')));
}

function examplesInMarkdown(file: string): Example[] {
  return fencedCode(file, readFileSync(join(root, file), 'utf8'));
}

function fencedCode(file: string, text: string): Example[] {
  return [...text.matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```/gm)].map(
    ([, code = ''], index) => ({
      origin: `${file}, example ${index + 1}`,
      code,
    }),
  );
}

function writeExamples(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = new Set<string>();
  for (const { origin, code } of examples) {
    let name = origin.replaceAll(/[^a-z0-9]+/gi, '-');
    while (names.has(name)) name += '-again';
    names.add(name);
    writeFileSync(join(folder, `${name}.ts`), `// ${origin}\n${code}\nexport {};\n`);
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../../tsconfig.check.json',
      compilerOptions: { noUnusedLocals: false },
      include: ['*.ts'],
    }),
  );
}

function typeCheck(): void {
  if (examples.length === 0) return;
  try {
    execFileSync('tsc', ['-p', folder], { cwd: root, stdio: 'inherit' });
    console.log(`${examples.length} documentation examples type-check`);
  } catch {
    process.exitCode = 1;
  }
}
