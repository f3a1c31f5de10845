import type { Deployment } from '../deployment.ts';
import { type Place, placeIn } from '../models/place.ts';
import { plain } from '../values/plain.ts';

/**
 * Where something is made: in the region it names itself, else in its provider's, else in the
 * stack's `aws:region`. Without any, AWS's provider refuses as well.
 */
export function placeOf(
  deployment: Deployment,
  { provider, inputs }: { provider: string | null; inputs: Readonly<Record<string, unknown>> },
): Place {
  const region = [
    plain(inputs['region']),
    providerRegion(deployment, provider),
    deployment.config['aws:region'],
  ].find((candidate) => typeof candidate === 'string' && candidate !== '');
  if (typeof region !== 'string') {
    throw new Error('no region is known; set it with: pulumi config set aws:region us-east-1');
  }
  return placeIn(region, deployment.accountId);
}

// A reference to a provider is its URN, two colons and its id.
function providerRegion(deployment: Deployment, reference: string | null): unknown {
  if (reference === null || reference === '') return undefined;
  const urn = reference.slice(0, reference.lastIndexOf('::'));
  return plain(deployment.resources.get(urn)?.inputs['region']);
}
