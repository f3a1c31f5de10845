import type { StateResource } from './read-resources.ts';

export interface RemovalPlan {
  lines: string[];
  hasProtected: boolean;
}

/** What a removal takes away and what it leaves, said before it is agreed to. */
export function removalPlan(resources: readonly StateResource[]): RemovalPlan {
  const stays = resources.filter(({ isProtected, isRetained }) => isProtected || isRetained);
  const goes = resources.filter((resource) => !stays.includes(resource));
  return {
    hasProtected: resources.some(({ isProtected }) => isProtected),
    lines: [
      `${goes.length} ${goes.length === 1 ? 'resource' : 'resources'} will be removed:`,
      ...goes.map((resource) => `  ${describeResource(resource)}`),
      ...(stays.length === 0
        ? ['Nothing of the stack will be kept.']
        : [
            `${stays.length} will be kept, for the data in them or for others who need them:`,
            ...stays.map((resource) => `  ${describeResource(resource)}`),
          ]),
      '',
    ],
  };
}

/** `Table sessions (bedrock-spend-sessions)` */
export function describeResource({ type, name, id }: StateResource): string {
  const kind = type.split(':').at(-1) ?? type;
  return `${kind} ${name}${id === '' || id === name ? '' : ` (${id})`}`;
}
