import { AwsError, type ServiceCall } from '../service.ts';
import { profileAnswer, profilesOf } from './inference-profiles.ts';

const types = ['SYSTEM_DEFINED', 'APPLICATION'];
const defaultPageSize = 100;

interface ListRequest {
  typeEquals?: string;
  /** Text, as it stands in the query. */
  maxResults?: string;
  nextToken?: string;
}

/** Without a type all profiles are given. */
export function listInferenceProfiles(call: ServiceCall): unknown {
  const { typeEquals, maxResults, nextToken } = call.input as ListRequest;
  if (typeEquals !== undefined && !types.includes(typeEquals)) {
    throw invalid(
      `1 validation error detected: Value '${typeEquals}' at 'typeEquals' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${types.join(', ')}]`,
    );
  }
  const matching = profilesOf(call).filter(({ type }) => (typeEquals ?? type) === type);
  const offset = offsetOf(nextToken, typeEquals);
  const end = offset + pageSizeOf(maxResults);
  return {
    inferenceProfileSummaries: matching.slice(offset, end).map(profileAnswer),
    ...(end < matching.length ? { nextToken: tokenOf(end, typeEquals) } : {}),
  };
}

function pageSizeOf(maxResults: string | undefined): number {
  if (maxResults === undefined) return defaultPageSize;
  const size = Number(maxResults);
  if (Number.isInteger(size) && size >= 1 && size <= 1000) return size;
  throw invalid(
    `1 validation error detected: Value '${maxResults}' at 'maxResults' failed to satisfy constraint: ` +
      'Member must have value between 1 and 1000',
  );
}

function tokenOf(offset: number, typeEquals: string | undefined): string {
  return Buffer.from(`${offset}/${typeEquals ?? ''}`).toString('base64url');
}

function offsetOf(token: string | undefined, typeEquals: string | undefined): number {
  if (token === undefined) return 0;
  const [offset, type] = Buffer.from(token, 'base64url').toString().split('/');
  if (/^\d+$/.test(offset ?? '') && type === (typeEquals ?? '')) return Number(offset);
  throw invalid('The nextToken is invalid.');
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
