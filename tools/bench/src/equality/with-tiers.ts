import type { Random } from '@bedrock-spend/sample-logs/random';

/** The record with service tiers in its response body: where AWS puts them, and where they do not count. */
export function withTiers(record: unknown, random: Random): unknown {
  if (!isObject(record)) return record;
  const output = isObject(record['output']) ? record['output'] : {};
  const body = output['outputBodyJson'];
  const outputBodyJson = Array.isArray(body)
    ? [...(body as unknown[]), someTiers({}, random)]
    : someTiers(isObject(body) ? body : {}, random);
  return { ...record, output: { ...output, outputBodyJson } };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Mostly one tier, in the plain way. */
function someTiers(body: JsonObject, random: Random): JsonObject {
  let told = body;
  do told = { ...told, ...oneTier(random) };
  while (random.chance(0.2));
  return random.chance(0.3) ? { ...told, text: 'serviceTier' } : told;
}

function oneTier(random: Random): JsonObject {
  const name = random.chance(0.9) ? random.pick(names) : random.pick(strangers);
  const object = random.chance(0.95) ? { type: name } : random.pick([{ type: name, a: 1 }, name]);
  return random.chance(0.7)
    ? random.pick([{ serviceTier: object }, { service_tier: name }])
    : random.pick([
        { metadata: { serviceTier: object } },
        { response: { service_tier: name } },
        { usage: { inputTokens: 3, service_tier: name } },
        { message: { serviceTier: object } },
        { content: [{ json: { serviceTier: object } }, name] },
      ]);
}

const names = ['default', 'standard', 'flex', 'priority', 'reserved'];
const strangers = ['', 'turbo', 'Flex', 'fl"ex', 'flex}', null, 7, ['flex'], {}];

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
