import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Check {
  name: string;
  status: string;
  errorMessage?: string;
}

/** What the suite has written of the checks that failed in these scenarios, a line each. */
export async function failedChecks(
  folder: string,
  scenarios: readonly string[],
): Promise<string[]> {
  if (scenarios.length === 0) return [];
  const folders = await readdir(folder);
  const lines = scenarios.map(async (scenario) => {
    const found = folders.find((name) => name.replace(/-\d{4}-.*$/, '') === `server-${scenario}`);
    if (found === undefined) return [`${scenario}: failed before it could check anything`];
    const checks = JSON.parse(
      await readFile(join(folder, found, 'checks.json'), 'utf8'),
    ) as Check[];
    return checks
      .filter(({ status }) => status === 'FAILURE')
      .map(({ name, errorMessage }) => `${scenario}: ${name}: ${errorMessage ?? 'failed'}`);
  });
  return (await Promise.all(lines)).flat();
}
