import type { LogSource } from '@bedrock-spend/core';

import type { QueryArguments } from './query-arguments.ts';

/** What the caller should know about an argument that this server cannot follow. */
export function notesOf({ log_group_name: asked }: QueryArguments, source: LogSource): string[] {
  if (asked === undefined || source.kind === 'cloudwatch') return [];
  return [
    `Note: log_group_name has no effect: this server reads ${sourceName(source)}, not log groups.`,
  ];
}

function sourceName({ kind }: LogSource): string {
  return kind === 'memory' ? 'sample logs' : kind === 'files' ? 'log files' : kind;
}
