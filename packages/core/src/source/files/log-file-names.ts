import { basename, extname } from 'node:path';

/** Extensions that a folder is searched for. Files without any are read too: Firehose writes such. */
export const logExtensions = [
  '.json',
  '.ndjson',
  '.jsonl',
  '.log',
  '.gz',
  '.gzip',
  '.zst',
  '.zstd',
];

/** True if a file found in a folder may hold logs. A file that is named itself is always read. */
export function isLogName(path: string): boolean {
  const name = basename(path);
  return (
    !name.startsWith('.') &&
    !markerNames.has(name) &&
    (extname(name) === '' || logExtensions.includes(extname(name).toLowerCase()))
  );
}

// What AWS and Hadoop leave behind to see if they may write, or to say that they are done.
const markerNames: ReadonlySet<string> = new Set(['aws-logs-write-test', '_SUCCESS']);

/**
 * True for what Bedrock puts into a bucket beside its records: bodies that were too large for them,
 * images and documents, and the object it tries its permission with. They are never read.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export function isBodyObject(absolutePath: string): boolean {
  const path = absolutePath.replaceAll('\\', '/');
  return (
    /\/BedrockModelInvocationLogs\/(?:.*\/)?data\/[^/]+$/.test(path) ||
    /_(?:input|output)\.json\.gz$/.test(path) ||
    /\/data\/[^/]*_(?:input|output)(?:_media_\d+)?\.[^/]+$/.test(path) ||
    path.endsWith('/amazon-bedrock-logs-permission-check')
  );
}
