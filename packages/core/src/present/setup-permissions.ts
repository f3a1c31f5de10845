import { padRight } from './fit-text.ts';
import { hanging } from './hanging-text.ts';
import type { Look } from './setup-text.ts';
import { visibleText } from './visible-text.ts';
import type { SetupReport } from '../model/setup-report.ts';

type Permission = SetupReport['permissions'][number];

const words = { denied: 'denied', allowed: 'allowed', 'not-tried': 'not tried' } as const;
const indent = 11;

/** What is denied one by one, the rest by what it is allowed or not tried for. */
export function setupPermissions({ permissions }: SetupReport, look: Look): string[] {
  const denied = byAction(permissions.filter(({ status }) => status === 'denied'));
  return [
    ...denied.map(([action, checks]) => ({
      status: 'denied' as const,
      text: `${action} (${checks[0]?.neededFor}) in ${placesOf(checks)}`,
    })),
    ...allowedLine(permissions),
    ...notTriedLines(permissions),
  ].flatMap(({ status, text }) => {
    const lines = hanging(padRight(words[status], indent), visibleText(text), look.width);
    if (status === 'allowed') return lines;
    return lines.map(status === 'denied' ? look.style.warning : look.style.quiet);
  });
}

function byAction(permissions: readonly Permission[]): [string, Permission[]][] {
  return [...Map.groupBy(permissions, ({ action }) => action)];
}

function placesOf(checks: readonly Permission[]): string {
  const places = checks.map(({ accountId, region }) => `${accountId} ${region}`);
  return [...new Set(places)].join(', ');
}

/** An action that is denied somewhere is not named again. */
function allowedLine(permissions: readonly Permission[]) {
  const allowed = byAction(permissions)
    .filter(([, checks]) => checks.every(({ status }) => status === 'allowed'))
    .map(([action]) => action);
  return allowed.length === 0 ? [] : [{ status: 'allowed' as const, text: allowed.join(', ') }];
}

function notTriedLines(permissions: readonly Permission[]) {
  const skipped = permissions.filter(({ status }) => status === 'not-tried');
  return [...Map.groupBy(skipped, ({ detail }) => detail)].map(([detail, checks]) => {
    const actions = byAction(checks).map(([action]) => action);
    return {
      status: 'not-tried' as const,
      text: `${actions.join(', ')}${detail === null ? '' : `: ${detail}`}`,
    };
  });
}
