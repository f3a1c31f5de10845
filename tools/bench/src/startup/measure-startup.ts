import { fileURLToPath } from 'node:url';
import { compete, type Result } from '../contender.ts';
import type { Mark } from '../files/file-marks.ts';
import { runCommand } from '../run-command.ts';

const bin = pathOf('packages/cli/bin/bedrock-spend.js');
const example = pathOf('packages/core/fixtures/published-example.ndjson.gz');

const flags = '--source files --days 17 --until 2025-04-22 --region us-east-1 --format classic';

/** How long the command takes from its start, beside a Node that does nothing. */
export async function measureStartup(rounds: number): Promise<Result[]> {
  const node = process.execPath;
  return compete(
    [
      { name: 'node -e 0', run: () => runCommand('"$1" -e 0', [node]) },
      {
        name: 'bedrock-spend --version',
        run: () => runCommand('"$1" "$2" --version', [node, bin]),
      },
      {
        name: 'report on the published example',
        run: () => runCommand(`"$1" "$2" report ${flags} "$3"`, [node, bin, example]),
      },
    ],
    rounds,
  );
}

export function startupMarks([node, version, report]: readonly Result[]): Mark[] {
  if (node === undefined || version === undefined || report === undefined) return [];
  const ratio = (result: Result) => result.wallSeconds.median / node.wallSeconds.median;
  return [
    { what: `${version.name}, wall / ${node.name}`, value: ratio(version), atMost: 1.6 },
    { what: `${report.name}, wall / ${node.name}`, value: ratio(report), atMost: 4 },
  ];
}

function pathOf(inRepository: string): string {
  return fileURLToPath(new URL(`../../../../${inRepository}`, import.meta.url));
}
