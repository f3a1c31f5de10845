import { countKinds, countKindsOfGroup } from './count-kinds.ts';
import { createUtcDay } from './time-buckets.ts';
import type { DimensionReaders } from './dimension-readers.ts';
import { addGroup, addInvocation, emptyRow } from './usage-sums.ts';
import { noValue, type Dimension } from '../model/dimension.ts';
import type { InvocationFacts, InvocationGroup } from '../model/invocation-group.ts';
import type { Invocation } from '../model/invocation.ts';
import { imageSize } from '../model/image-size.ts';
import { requestSizeClassOf } from '../model/request-size-class.ts';
import type { ResolvedQuery } from '../model/query.ts';
import type { PriceKey, UsageRow } from '../model/usage-row.ts';

/**
 * The groups of a report. Their key is the price key, the kinds of count that their calls have, and
 * the values of the dimensions asked for.
 */
export interface GroupTable {
  addInvocation(invocation: Invocation): void;
  addGroup(group: InvocationGroup): void;
  /** In the order in which they were first seen. */
  readonly rows: readonly UsageRow[];
}

/**
 * Finds a group by walking a tree, one level for each part of its key. Parts that rarely change from
 * call to call come first, and every node remembers the branch it took last: of the default
 * dimensions only model and principal cost a look-up.
 */
export function createGroupTable(query: ResolvedQuery, readers: DimensionReaders): GroupTable {
  const levels = dimensionLevels(query);
  // The last level has rows below it, not nodes: there are as many of them as groups.
  const lastLevel = levels.pop();
  const levelReaders = levels.map((dimension) => readers(dimension));
  const lastReader = lastLevel === undefined ? () => noValue : readers(lastLevel);
  const dimensionReaders = query.groupBy.map(
    (dimension) => [dimension, readers(dimension)] as const,
  );
  const utcDay = createUtcDay();
  const root = createNode();
  const rows: UsageRow[] = [];

  function newRow(node: Node, { part, row }: { part: Part; row: UsageRow }): UsageRow {
    node.rows ??= new Map();
    node.rows.set(part, row);
    rows.push(row);
    return row;
  }

  function dimensionsOf(facts: InvocationFacts): UsageRow['dimensions'] {
    const values: Partial<Record<Dimension, string>> = {};
    for (const [name, read] of dimensionReaders) values[name] = read(facts);
    return values;
  }

  function rowBelow(priced: Node, key: PriceKey, facts: InvocationFacts): UsageRow {
    let node = priced;
    for (const read of levelReaders) node = branch(node, read(facts));
    const part = lastReader(facts);
    return node.rows?.get(part) ?? newRow(node, { part, row: emptyRow(key, dimensionsOf(facts)) });
  }

  return {
    rows,
    addInvocation(invocation) {
      const usageDate = utcDay(invocation.timestampMs);
      let node = branch(root, usageDate);
      node = branch(node, invocation.region);
      node = branch(node, invocation.serviceTier);
      node = branch(node, requestSizeClassOf(invocation));
      node = branch(node, imageSize(invocation));
      node = branch(node, countKinds(invocation));
      node = branch(node, invocation.model.id);
      // Whatever has come this way has the same price.
      node.key ??= {
        model: invocation.model,
        region: invocation.region,
        serviceTier: invocation.serviceTier,
        requestSizeClass: requestSizeClassOf(invocation),
        usageDate,
        imageSize: imageSize(invocation),
      };
      addInvocation(rowBelow(node, node.key, invocation), invocation);
    },
    addGroup(group) {
      const usageDate = utcDay(group.timestampMs);
      let node = branch(root, usageDate);
      node = branch(node, group.region);
      node = branch(node, group.serviceTier);
      node = branch(node, group.requestSizeClass);
      node = branch(node, group.imageSize);
      node = branch(node, countKindsOfGroup(group));
      node = branch(node, group.model.id);
      node.key ??= {
        model: group.model,
        region: group.region,
        serviceTier: group.serviceTier,
        requestSizeClass: group.requestSizeClass,
        usageDate,
        imageSize: group.imageSize,
      };
      addGroup(rowBelow(node, node.key, group), group);
    },
  };
}

/** The dimensions asked for that neither the price key nor another of them settles. */
function dimensionLevels({ groupBy, timeZone }: ResolvedQuery): Dimension[] {
  const settled = new Set<Dimension>([
    'region',
    'model',
    'scope',
    'tier',
    'applicationInferenceProfile',
  ]);
  if (timeZone === 'UTC' || groupBy.includes('hour')) settled.add('day');
  if (groupBy.includes('principal')) settled.add('role').add('person');
  return groupBy.filter((dimension) => !settled.has(dimension));
}

type Part = string | number | null;

interface Node {
  lastPart: Part | undefined;
  lastNode: Node | null;
  branches: Map<Part, Node> | null;
  /** Shared by all rows below a node that settles the price. */
  key: PriceKey | null;
  rows: Map<Part, UsageRow> | null;
}

function createNode(): Node {
  return { lastPart: undefined, lastNode: null, branches: null, key: null, rows: null };
}

function branch(node: Node, part: Part): Node {
  if (node.lastPart === part && node.lastNode !== null) return node.lastNode;
  const next = node.lastNode === null ? createNode() : otherBranch(node, part);
  node.lastPart = part;
  node.lastNode = next;
  return next;
}

/** A node with a single branch, as most are, needs no map. */
function otherBranch(node: Node, part: Part): Node {
  node.branches ??= new Map([[node.lastPart as Part, node.lastNode as Node]]);
  let next = node.branches.get(part);
  if (next === undefined) {
    next = createNode();
    node.branches.set(part, next);
  }
  return next;
}
