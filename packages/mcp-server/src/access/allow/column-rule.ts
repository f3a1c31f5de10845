import { SpendError, type Dimension } from '@bedrock-spend/core';

import type { AllowList } from './allow-list.ts';

export interface ColumnRule {
  /** Nothing is hidden. */
  readonly showsAll: boolean;
  shows(dimension: Dimension): boolean;
  refusal(dimension: Dimension): SpendError;
}

const callerColumns = ['principal', 'role', 'person'];
const tag = 'requestMetadata.';

/** Which columns are shown: of those that tell who called, the ones listed; all others. */
export function columnRule(columns: AllowList['columns']): ColumnRule {
  const listed = new Set<string>(columns);

  function shows(dimension: Dimension): boolean {
    if (columns === undefined || listed.has(dimension)) return true;
    if (dimension.startsWith(tag)) return listed.has(`${tag}*`);
    return !callerColumns.includes(dimension);
  }

  return {
    showsAll: columns === undefined,
    shows,
    refusal(dimension) {
      const shown = listed.size === 0 ? 'none of them' : [...listed].join(', ');
      return new SpendError(
        'INVALID_QUERY',
        `This server does not show ${JSON.stringify(dimension)}: of who called and how calls are tagged it shows ${shown}.`,
      );
    },
  };
}
