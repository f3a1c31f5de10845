import type { RouteRequest, RoutedCall } from '../service.ts';
import { settings } from './settings.ts';

/** Finds the operation by method and query; only requests signed for S3 are its own. */
export function routeBucket({
  method,
  path,
  query,
  headers,
  body,
}: RouteRequest): RoutedCall | null {
  if (!/\/s3\/aws4_request/.test(headers['authorization'] ?? '')) return null;
  const bucket = /^\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?$/.exec(path)?.[1];
  const owner = headers['x-amz-expected-bucket-owner'];
  const input = { Bucket: bucket, ...(owner !== undefined && { ExpectedBucketOwner: owner }) };
  const unknown = { operation: `${method} ${path}?${query.toString()}`, input };
  if (bucket === undefined) return unknown;
  const setting = settings.find(({ name }) => query.has(name));
  if (setting !== undefined) {
    if (method === 'GET') return { operation: setting.get, input };
    return method === 'PUT'
      ? { operation: setting.put, input: { ...input, document: body } }
      : unknown;
  }
  // The SDK names the operation in `x-id`, for logs; S3 takes no notice.
  if ([...query.keys()].some((name) => name !== 'x-id')) return unknown;
  if (method === 'HEAD') return { operation: 'HeadBucket', input };
  return method === 'PUT'
    ? { operation: 'CreateBucket', input: { ...input, document: body } }
    : unknown;
}
