// Type-checks the TypeScript in documentation, against the sources: `@example` blocks of the packages
// and ```ts blocks of Markdown pages. A block with imports is a whole program. In one without, what the
// packages export counts as imported, and the names in `given` stand for what a reader has at hand.
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Example {
  readonly origin: string;
  readonly code: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, 'tools/workspace/.examples');

const given: Readonly<Record<string, string>> = {
  bill: "import('@bedrock-spend/core/billing').Bill",
  book: "import('@bedrock-spend/core').PriceBook",
  bytes: 'Uint8Array',
  invocations: "readonly import('@bedrock-spend/core').Invocation[]",
  line: 'string',
  query: "import('@bedrock-spend/core').ResolvedQuery",
  report: "import('@bedrock-spend/core').Report",
  store: "import('@bedrock-spend/core/cache').CacheStore",
  source: "import('@bedrock-spend/core').LogSource",
  text: 'string',
  usageRows: "readonly import('@bedrock-spend/core').UsageRow[]",
};

const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !/\.(test|testing)\.tsx?$/.test(file),
);
const importOf = new Map(sources.flatMap(exportsOf));
const examples = [
  ...sources.flatMap(examplesInComments),
  ...globSync(['*.md', 'docs/*.md', 'packages/*/*.md'], { cwd: root }).flatMap((file) =>
    fencedCode(file, readText(file)),
  ),
];

writeExamples();
typeCheck();

function examplesInComments(file: string): Example[] {
  return [...readText(file).matchAll(/\/\*\*[\s\S]*?\*\//g)]
    .map(([comment]) => comment.slice(3, -2).replaceAll(/^\s*\* ?/gm, ''))
    .flatMap((text) => text.split(/^@/m).filter((block) => block.startsWith('example')))
    .map((block) => block.slice('example'.length))
    .flatMap((block) =>
      // Without a fence the whole block is code.
      block.includes('```') ? fencedCode(file, block) : [{ origin: file, code: block }],
    );
}

function fencedCode(origin: string, text: string): Example[] {
  const blocks = text.matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```/gm);
  return [...blocks].map(([, code = '']) => ({ origin, code }));
}

function exportsOf(file: string): [name: string, statement: string][] {
  const names = readText(file).matchAll(
    /^export (?:async )?(function\*?|const|class|interface|type) (\w+)/gm,
  );
  return [...names].map(([, kind = '', name = '']) => {
    const keyword = kind === 'interface' || kind === 'type' ? 'import type' : 'import';
    return [name, `${keyword} { ${name} } from '../../../${file}';`];
  });
}

function writeExamples(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, { origin, code }] of examples.entries()) {
    const name = `${origin.replaceAll(/[^a-z0-9]+/gi, '-')}-${index + 1}.ts`;
    const program = /^import /m.test(code) ? code : `${impliedBy(code)}\n${code}`;
    writeFileSync(join(folder, name), `// ${origin}\n${program}\nexport {};\n`);
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../../tsconfig.check.json', include: ['*.ts'] }),
  );
}

function impliedBy(code: string): string {
  const words = new Set(code.replaceAll(/\/\/.*$|'[^'\n]*'/gm, '').match(/(?<!\.)\b[A-Za-z]\w*/g));
  const declared = new Set(code.match(/(?<=\b(?:const|let) (?:\{ )?)\w+/g));
  return [...words]
    .filter((word) => !declared.has(word))
    .flatMap((word) => {
      const statement = importOf.get(word);
      if (statement !== undefined) return [statement];
      return Object.hasOwn(given, word) ? [`declare const ${word}: ${given[word]};`] : [];
    })
    .join('\n');
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

function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
