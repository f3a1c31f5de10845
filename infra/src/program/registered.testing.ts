import {
  isSecret,
  plain,
  type ProgramRun,
  type RegisteredResource,
} from '@bedrock-spend/pulumi-engine';

/** `type name` of all that a provider makes, in the order of the alphabet. */
export function madeBy({ resources }: ProgramRun): string[] {
  return resources
    .filter(({ isCustom }) => isCustom)
    .map(({ type, name }) => `${type} ${name}`)
    .toSorted();
}

/** The resource of a type, and of a name where there are several. */
export function registered(run: ProgramRun, type: string, name?: string): RegisteredResource {
  const found = run.resources.filter(
    (resource) => resource.type === type && (name === undefined || resource.name === name),
  );
  const [resource] = found;
  if (resource === undefined || found.length > 1) {
    throw new Error(`${found.length} resources are ${type} ${name ?? ''}`);
  }
  return resource;
}

/** Its inputs with secrets opened. */
export function inputsOf(run: ProgramRun, type: string, name?: string): Record<string, unknown> {
  return plain(registered(run, type, name).inputs) as Record<string, unknown>;
}

/** Whether a resource waits for another, however many stand between them. */
export function waitsFor(
  run: ProgramRun,
  { resource, other }: { resource: RegisteredResource; other: RegisteredResource },
): boolean {
  const byUrn = new Map(run.resources.map((each) => [each.urn, each]));
  const seen = new Set<string>();
  const waiting = [...resource.dependencies];
  for (let urn = waiting.pop(); urn !== undefined; urn = waiting.pop()) {
    if (urn === other.urn) return true;
    if (seen.has(urn)) continue;
    seen.add(urn);
    waiting.push(...(byUrn.get(urn)?.dependencies ?? []));
  }
  return false;
}

/** Texts that are marked as secret, at any depth. */
export function secretTexts(value: unknown): string[] {
  if (isSecret(value)) return texts(plain(value));
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretTexts);
}

/** Texts that anybody sees who sees the state of the stack. */
export function openTexts(value: unknown): string[] {
  if (isSecret(value)) return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(openTexts);
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(texts);
}

export const errorsOf = ({ messages }: ProgramRun): string =>
  messages
    .filter(({ severity }) => severity === 'error')
    .map(({ text }) => text)
    .join('\n');
