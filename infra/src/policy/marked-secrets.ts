import { isSecret, plain } from '@bedrock-spend/pulumi-engine';

import { finding, type PolicedResource, type PolicyCheck } from './policy-check.ts';

/** Inputs that hold a secret by what they are called, at any depth. */
const secretNames = /^(?:secretString|secretBinary|password|privateKey|authToken)$/;

/** Shorter ones occur by chance. */
const shortestSecret = 12;

/**
 * What is secret is marked, so that Pulumi encrypts it in the state and hides it; and what was marked
 * in one place stands nowhere else unmarked. The stack's outputs can be looked at as a resource, too.
 */
export const markedSecrets: PolicyCheck = (resources) => {
  const secrets = resources.flatMap(({ inputs }) => secretTexts(inputs));
  return resources.flatMap((resource) =>
    openTexts(resource.inputs).flatMap(({ path, text }) =>
      problemsWith({ path, text, secrets }).map((problem) => finding(resource, problem)),
    ),
  );
};

/** The same for a stack's outputs. */
export function outputsAsResource(outputs: Readonly<Record<string, unknown>>): PolicedResource {
  return { type: 'pulumi:pulumi:Stack', name: 'outputs', inputs: outputs };
}

function problemsWith(options: { path: string[]; text: string; secrets: string[] }): string[] {
  const { path, text, secrets } = options;
  const place = path.join('.');
  if (secretNames.test(path.at(-1) ?? '')) return [`has ${place} unmarked: pulumi.secret(…)`];
  return secrets.some((secret) => text.includes(secret))
    ? [`has in ${place}, unmarked, what is secret elsewhere`]
    : [];
}

/** The texts within secrets, and those of lists and JSON within them. */
function secretTexts(value: unknown): string[] {
  if (isSecret(value))
    return textsIn(plain(value)).filter(({ length }) => length >= shortestSecret);
  return children(value).flatMap(([, child]) => secretTexts(child));
}

function textsIn(value: unknown): string[] {
  if (typeof value !== 'string') return children(value).flatMap(([, child]) => textsIn(child));
  const inside = parsed(value);
  return [value, ...(inside === null ? value.split(/[,:]/) : textsIn(inside))];
}

/** A JSON object or list in a text, or null. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** All texts that nobody has marked, with where they stand. */
function openTexts(value: unknown, path: string[] = []): { path: string[]; text: string }[] {
  if (isSecret(value)) return [];
  if (typeof value === 'string') return [{ path, text: value }];
  return children(value).flatMap(([name, child]) => openTexts(child, [...path, name]));
}

function children(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
