import type { InvocationGroup } from '../../model/invocation-group.ts';
import type { Invocation } from '../../model/invocation.ts';
import type { Modality } from '../../model/model-id.ts';
import { countsInput, makesText } from '../../normalize/settle-counts.ts';

/**
 * A call through an application profile was read as one that makes text, because its id does not say
 * otherwise. These are the counts of what it really made.
 */
export function countsOfInvocation(
  invocation: Invocation,
  modality: Modality,
): Pick<Invocation, 'inputTokens' | 'outputTokens' | 'images'> {
  const { inputTokens, outputTokens, images, errorCode, blocked } = invocation;
  const served = errorCode === null && !blocked;
  const noImages = { count: null, width: null, height: null };
  return {
    inputTokens: inputTokens ?? (countsInput(modality) ? null : 0),
    outputTokens: outputTokens ?? (makesText(modality) ? null : 0),
    images: modality === 'image' && served ? (images ?? noImages) : images,
  };
}

/** The same for calls that have been added up. */
export function countsOfGroup(
  group: InvocationGroup,
  modality: Modality,
): Pick<InvocationGroup, 'unknownCounts' | 'imageRequests' | 'images'> {
  const { unknownCounts, imageRequests, images, requests, inputTokens, errorCode, blocked } = group;
  const served = errorCode === null && !blocked;
  // Calls share a group only where all or none of them have input.
  const inputKnown = inputTokens > 0 || !countsInput(modality);
  const makesImages = modality === 'image' && served && imageRequests === 0;
  return {
    unknownCounts: inputKnown && !makesText(modality) ? 0 : unknownCounts,
    imageRequests: makesImages ? requests : imageRequests,
    images: makesImages ? null : images,
  };
}
