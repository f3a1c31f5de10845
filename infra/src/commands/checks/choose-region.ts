import { usageError } from '../command-error.ts';
import type { StackSettings } from '../pulumi/stack-settings.ts';
import type { Surroundings } from '../surroundings.ts';

/** The region that a stack is in, and where that is written. */
export interface ChosenRegion {
  region: string;
  from: string;
  /** Whether the stack's settings have it already. */
  isKept: boolean;
}

const PATTERN = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** The stack's own region, else the one of the environment, else asks. */
export async function chooseRegion(
  settings: StackSettings | null,
  { env, questions }: Pick<Surroundings, 'env' | 'questions'>,
): Promise<ChosenRegion> {
  const kept = settings?.region ?? null;
  if (kept !== null) return { region: check(kept), from: 'aws:region', isKept: true };
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const region = env[name];
    if (region) return { region: check(region), from: name, isKept: false };
  }
  if (questions === null) {
    throw usageError(
      'No AWS region is chosen: set one with AWS_REGION=us-east-1, which the stack keeps from then on.',
    );
  }
  const region = check(await questions.text('AWS region', { suggestion: 'us-east-1' }));
  return { region, from: 'your answer', isKept: false };
}

function check(region: string): string {
  if (PATTERN.test(region)) return region;
  throw usageError(`"${region}" is no AWS region: name one like us-east-1.`);
}
