import type { GroupColumns } from '../model/group-columns.ts';

/** Counted up when what is read, or how it is added up, changes: what was kept before is not used. */
const version = 2;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Which logs are read, and how.
 *
 * @example
 * const scope: CellScope = {
 *   accountId: '111122223333',
 *   region: 'us-east-1',
 *   logGroup: '/aws/bedrock/modelinvocations',
 *   engine: 'auto',
 * };
 */
export interface CellScope {
  accountId: string;
  region: string;
  logGroup: string;
  /** `auto`, `insights` or `filter`: what one engine cannot see another one can. */
  engine: string;
}

/**
 * Cells of the same logs that keep the same calls apart.
 *
 * @example
 * const lengthHours = ({ cellMs }: CellKey) => cellMs / 3_600_000;
 */
export interface CellKey extends Pick<CellScope, 'accountId' | 'region'> {
  /** All that makes cells different from others, as readable text. */
  text: string;
  /** Length of a cell: a day or an hour. */
  cellMs: number;
}

/**
 * The key of cells that answer queries with these columns.
 */
export function cellKey(scope: CellScope, columns: GroupColumns): CellKey {
  const { accountId, region, logGroup, engine } = scope;
  const { bucketMs, principal, operation, metadataKeys } = columns;
  return {
    accountId,
    region,
    cellMs: bucketMs % dayMs === 0 ? dayMs : hourMs,
    text: JSON.stringify({
      version,
      accountId,
      region,
      logGroup,
      engine,
      bucketMs,
      principal,
      operation,
      metadataKeys,
    }),
  };
}
