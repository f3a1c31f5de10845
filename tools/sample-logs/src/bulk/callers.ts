import { createRandom, type Random } from '../random.ts';

/** A principal that calls one model in one region: with the day, one group of the report. */
export interface Caller {
  arn: string;
  accountId: string;
  region: string;
  modelId: string;
  requestMetadata: Readonly<Record<string, string>> | null;
  inferenceRegion: string | null;
}

/** 770 callers on 30 days make 23,100 groups by day, region, model and principal. */
const callerCount = 770;
const principalCount = 190;

const accounts = ['111122223333', '444455556666', '777788889999'];
const regions = ['us-east-1', 'us-west-2', 'eu-central-1'];
const teams = ['search', 'support', 'platform', 'finance', 'data', 'localization'];
const features = ['answers', 'summaries', 'triage', 'code-review', 'classification'];

const models = [
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  'global.anthropic.claude-sonnet-4-6',
  'global.anthropic.claude-opus-4-6-v1',
  'anthropic.claude-3-5-haiku-20241022-v1:0',
  'us.amazon.nova-pro-v1:0',
  'us.amazon.nova-lite-v1:0',
  'amazon.nova-micro-v1:0',
  'us.meta.llama3-3-70b-instruct-v1:0',
  'us.meta.llama4-maverick-17b-instruct-v1:0',
  'moonshotai.kimi-k2.5',
  'mistral.mistral-large-2407-v1:0',
  'openai.gpt-oss-120b-1:0',
  'deepseek.v3-v1:0',
];

/** The same callers for the same seed. No two of them share principal, region and model. */
export function createCallers(seed: number): Caller[] {
  const random = createRandom(seed, 'callers');
  const principals = Array.from({ length: principalCount }, () => principal(random));
  const callers = new Map<string, Caller>();
  while (callers.size < callerCount) {
    const candidate = caller(random.pick(principals), random);
    callers.set(`${candidate.arn} ${candidate.region} ${candidate.modelId}`, candidate);
  }
  return [...callers.values()];
}

function principal(random: Random): { arn: string; accountId: string } {
  const accountId = random.pick(accounts);
  const kind = random.fraction();
  if (kind < 0.5) {
    const name = `person-${random.hex(5)}@example.com`;
    const role = 'AWSReservedSSO_Developer_0123456789abcdef';
    return { accountId, arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${name}` };
  }
  if (kind < 0.9) {
    const role = `service-${random.pick(teams)}-${random.pick(features)}`;
    return { accountId, arn: `arn:aws:sts::${accountId}:assumed-role/${role}/i-${random.hex(17)}` };
  }
  return { accountId, arn: `arn:aws:iam::${accountId}:user/runner-${random.hex(6)}` };
}

function caller({ arn, accountId }: { arn: string; accountId: string }, random: Random): Caller {
  const region = random.pick(regions);
  const profile = random.pick(models);
  const throughProfile = /^(?:us|global)\./.test(profile);
  const asArn = throughProfile && random.chance(0.5);
  return {
    arn,
    accountId,
    region,
    modelId: asArn
      ? `arn:aws:bedrock:${region}:${accountId}:inference-profile/${profile}`
      : profile,
    requestMetadata: random.chance(0.8)
      ? { team: random.pick(teams), feature: random.pick(features), environment: 'production' }
      : null,
    inferenceRegion: throughProfile ? random.pick(['us-east-1', 'us-east-2', 'us-west-2']) : null,
  };
}
