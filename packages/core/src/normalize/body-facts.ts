import type { ServiceTier } from '../model/invocation.ts';
import { tierOfName } from './body-tier.ts';
import { mergeUsage, noUsage, readBodyUsage, type BodyUsage } from './body-usage.ts';
import { asObject, objectAt, ownValue, textAt, type JsonObject } from './json-value.ts';

/** What a response body tells beside its text: numbers and enumerations only. */
export interface BodyFacts {
  usage: BodyUsage;
  serviceTier: ServiceTier | null;
  /** A guardrail put its own answer in the place of the model's. */
  guardrailIntervened: boolean;
  /** How many images the body holds; they are counted, not looked at. */
  imageCount: number | null;
}

export const noFacts: BodyFacts = {
  usage: noUsage,
  serviceTier: null,
  guardrailIntervened: false,
  imageCount: null,
};

/**
 * Reads an `outputBodyJson`: one object, or an array of stream events, some of which may be bare
 * strings such as `"[DONE]"`. In a stream a later event wins. Never throws.
 */
export function readBodyFacts(body: unknown): BodyFacts {
  if (!Array.isArray(body)) {
    const object = asObject(body);
    return object === null ? noFacts : objectFacts(object);
  }
  let facts = noFacts;
  for (const event of body) {
    const object = asObject(event);
    if (object !== null) facts = mergeFacts(facts, objectFacts(object));
  }
  return facts;
}

function objectFacts(body: JsonObject): BodyFacts {
  return {
    usage: readBodyUsage(body),
    serviceTier: serviceTierOf(body),
    guardrailIntervened: guardrailIntervened(body),
    imageCount: imageCount(body),
  };
}

function mergeFacts(earlier: BodyFacts, later: BodyFacts): BodyFacts {
  return {
    usage: mergeUsage(earlier.usage, later.usage),
    serviceTier: later.serviceTier ?? earlier.serviceTier,
    guardrailIntervened: earlier.guardrailIntervened || later.guardrailIntervened,
    imageCount: later.imageCount ?? earlier.imageCount,
  };
}

/**
 * `serviceTier.type` of Converse, `service_tier` of InvokeModel. Anthropic's `usage.service_tier` is
 * its own company's tier and not Bedrock's, so it is left alone.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ServiceTier.html
 */
function serviceTierOf(body: JsonObject): ServiceTier | null {
  const name =
    textAt(objectAt(body, 'serviceTier'), 'type') ||
    textAt(objectAt(objectAt(body, 'metadata'), 'serviceTier'), 'type') ||
    textAt(body, 'service_tier') ||
    textAt(objectAt(body, 'response'), 'service_tier');
  return tierOfName.get(name) ?? null;
}

function guardrailIntervened(body: JsonObject): boolean {
  return (
    textAt(body, 'amazon-bedrock-guardrailAction') === 'INTERVENED' ||
    textAt(body, 'stopReason') === 'guardrail_intervened' ||
    textAt(objectAt(body, 'messageStop'), 'stopReason') === 'guardrail_intervened'
  );
}

/** `images` of Nova Canvas, Titan and Stability; `artifacts` of older Stability models. */
function imageCount(body: JsonObject): number | null {
  const images = ownValue(body, 'images') ?? ownValue(body, 'artifacts');
  return Array.isArray(images) ? images.length : null;
}
