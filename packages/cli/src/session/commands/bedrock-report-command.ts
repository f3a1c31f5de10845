import { closestName } from '@bedrock-spend/core';
import type { SessionCommand } from '../session-command.ts';
import { SessionError } from '../session-error.ts';
import { splitWords } from '../split-words.ts';
import { callAndPrint } from './call-and-print.ts';

export const bedrockReportCommand: SessionCommand = {
  name: 'bedrock-report',
  parameters: '[REGION LOG-GROUP DAYS [ACCOUNT]] [--FLAG VALUE …]',
  summary: 'the spend report; the server fills in what is left out',
  details: [
    '--region --log-group --account --days --since --until',
    '--month --time-zone --group-by --where --top --format',
  ],
  async run(context) {
    const toolArguments = reportArguments(context.rest);
    await callAndPrint(context, {
      name: 'bedrock-report',
      arguments: toolArguments,
      // Who asks for another form wants to see that one.
      asReport: [undefined, 'table'].includes(toolArguments['format'] as string | undefined),
    });
  },
};

const positions = ['region', 'log_group_name', 'days', 'aws_account_id'] as const;

const flags: Readonly<Record<string, { argument: string; list?: boolean; number?: boolean }>> = {
  '--region': { argument: 'region' },
  '--log-group': { argument: 'log_group_name' },
  '--account': { argument: 'aws_account_id' },
  '--days': { argument: 'days', number: true },
  '--since': { argument: 'since' },
  '--until': { argument: 'until' },
  '--month': { argument: 'month' },
  '--time-zone': { argument: 'time_zone' },
  '--group-by': { argument: 'group_by', list: true },
  '--where': { argument: 'where', list: true },
  '--top': { argument: 'top', number: true },
  '--format': { argument: 'format' },
};

/**
 * The tool's arguments, only those that were typed: the server's defaults fill the rest.
 *
 * @example
 * reportArguments('us-east-1 LOGS 17 --until 2025-04-22');
 * // { region: 'us-east-1', log_group_name: 'LOGS', days: 17, until: '2025-04-22' }
 */
export function reportArguments(rest: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const words = splitWords(rest);
  let position = 0;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word.startsWith('--')) {
      const [name, inline] = splitFlag(word);
      setFlag(result, name, inline ?? words.shift());
      continue;
    }
    const argument = positions[position];
    if (argument === undefined) {
      throw new SessionError(`'${word}' is one word too many: ${usage}`);
    }
    result[argument] = argument === 'days' ? numberOrText(word) : word;
    position += 1;
  }
  return result;
}

const usage = 'bedrock-report [REGION LOG-GROUP DAYS [ACCOUNT]] [--until YYYY-MM-DD …]';

function splitFlag(word: string): [string, string | undefined] {
  const equals = word.indexOf('=');
  return equals === -1 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function setFlag(result: Record<string, unknown>, name: string, value: string | undefined): void {
  const flag = flags[name];
  if (flag === undefined) {
    const meant = closestName(name, Object.keys(flags));
    const hint =
      meant === null ? `it takes ${Object.keys(flags).join(', ')}.` : `did you mean ${meant}?`;
    throw new SessionError(`Unknown option '${name}' of bedrock-report: ${hint}`);
  }
  if (value === undefined) throw new SessionError(`${name} needs a value.`);
  if (flag.list === true) {
    const before = (result[flag.argument] as readonly string[] | undefined) ?? [];
    result[flag.argument] = [...before, ...(name === '--where' ? [value] : value.split(','))];
  } else {
    result[flag.argument] = flag.number === true ? numberOrText(value) : value;
  }
}

/** What is no number goes as it was typed: the server says what is wrong with it. */
function numberOrText(word: string): number | string {
  return /^\d{1,9}$/.test(word) ? Number(word) : word;
}
