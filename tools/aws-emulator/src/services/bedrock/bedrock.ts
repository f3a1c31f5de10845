import { parseJsonBody } from '../parse-json-body.ts';
import type { RouteRequest, RoutedCall, Service, ServiceCall } from '../service.ts';
import { getInferenceProfile } from './get-inference-profile.ts';
import { getLoggingConfiguration } from './get-logging-configuration.ts';
import { listInferenceProfiles } from './list-inference-profiles.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';

/** The control plane of Amazon Bedrock: a REST interface with JSON bodies. */
export const bedrock: Service = {
  name: 'bedrock',
  protocol: 'rest-json',
  actionOf: (operation) => `bedrock:${operation}`,
  resourceOf,
  operations: {
    GetInferenceProfile: getInferenceProfile,
    GetModelInvocationLoggingConfiguration: getLoggingConfiguration,
    ListInferenceProfiles: listInferenceProfiles,
    ListTagsForResource: listTagsForResource,
  },
  route,
};

const profilePath = /^\/inference-profiles\/([^/]+)$/;

function route({ method, path, query, body }: RouteRequest): RoutedCall | null {
  const place = `${method} ${path}`;
  if (place === 'GET /logging/modelinvocations') {
    return { operation: 'GetModelInvocationLoggingConfiguration', input: {} };
  }
  if (place === 'GET /inference-profiles') {
    const { type: typeEquals, ...rest } = Object.fromEntries(query);
    const input = typeEquals === undefined ? rest : { ...rest, typeEquals };
    return { operation: 'ListInferenceProfiles', input };
  }
  if (place === 'POST /listTagsForResource') {
    return { operation: 'ListTagsForResource', input: parseJsonBody(body) };
  }
  const identifier = method === 'GET' ? profilePath.exec(path)?.[1] : undefined;
  if (identifier === undefined) return null;
  const input = { inferenceProfileIdentifier: decodeURIComponent(identifier) };
  return { operation: 'GetInferenceProfile', input };
}

function resourceOf(call: ServiceCall): string {
  const { inferenceProfileIdentifier, resourceARN } = call.input as Record<string, string>;
  if (resourceARN !== undefined) return resourceARN;
  if (inferenceProfileIdentifier === undefined) return '*';
  if (inferenceProfileIdentifier.startsWith('arn:')) return inferenceProfileIdentifier;
  return `arn:aws:bedrock:${call.region}:${call.accountId}:inference-profile/${inferenceProfileIdentifier}`;
}
