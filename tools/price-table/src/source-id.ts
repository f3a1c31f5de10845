/** An id of a price list, taken apart. */
export interface SourceId {
  readonly baseId: string;
  /** `null` for ids without one; `regional` is one list's word for both in-region and geo. */
  readonly geography: string | null;
  /** Size of images where the id starts with it: `512x512`. */
  readonly imageSize: string | null;
}

const geographyPattern = /^(regional|[a-z]{2}|apac|global|us-gov)\./;
const imageSizePattern = /^(\d+)-x-(\d+)\/[^/]+\//;
// Names of endpoints and providers that price lists put before an id.
const pathPattern = /^(?:bedrock_mantle|bedrock|invoke)\//;

/**
 * Takes what price lists write before a model id off it. `null` for what is not of the form
 * `vendor.model`: names of one provider's API, sizes in words (`max-x-max`).
 */
export function parseSourceId(id: string): SourceId | null {
  const size = imageSizePattern.exec(id);
  const withoutSize = size === null ? id : id.slice(size[0].length);
  const withoutPath = withoutSize.replace(pathPattern, '');
  const geography = geographyPattern.exec(withoutPath)?.[1] ?? null;
  const baseId = geography === null ? withoutPath : withoutPath.slice(geography.length + 1);
  if (!/^[a-z][a-z0-9-]*[a-z0-9]\.[a-z0-9][a-z0-9.:-]*$/.test(baseId)) return null;
  // `rerank-v4.0-pro` would read as vendor `rerank-v4`: no vendor of Bedrock has a version.
  if (/^[a-z]+-[a-z]*\d/.test(baseId.slice(0, baseId.indexOf('.')))) return null;
  return {
    baseId,
    geography,
    imageSize: size === null ? null : `${size[1]}x${size[2]}`,
  };
}
