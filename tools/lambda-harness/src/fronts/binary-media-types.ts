/** Media types that count as binary: `*` and `/*` stand for any part. */
export type BinaryMediaTypes = readonly string[];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html */
export function isBinary(mediaType: string | null, binaryMediaTypes: BinaryMediaTypes): boolean {
  const [type = ''] = (mediaType ?? '').split(/[;,]/u);
  const [main, sub] = type.trim().toLowerCase().split('/');
  return binaryMediaTypes.some((each) => {
    const [eachMain, eachSub] = each.toLowerCase().split('/');
    return (eachMain === '*' || eachMain === main) && (eachSub === '*' || eachSub === sub);
  });
}
