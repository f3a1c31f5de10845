import type { ResourceModels } from './resource-model.ts';

/** What is random at the provider is the same here in each run. */
export const randomModels: ResourceModels = {
  'random:index/randomBytes:RandomBytes': ({ inputs, digest }) => {
    const bytes = Buffer.from(digest(128), 'hex').subarray(0, Number(inputs['length']));
    const base64 = bytes.toString('base64');
    return { id: base64, outputs: { base64, hex: bytes.toString('hex') } };
  },
  'random:index/randomId:RandomId': ({ inputs, digest }) => {
    const bytes = Buffer.from(digest(128), 'hex').subarray(0, Number(inputs['byteLength']));
    const [hex, b64Std, b64Url] = (['hex', 'base64', 'base64url'] as const).map((encoding) =>
      bytes.toString(encoding),
    );
    const dec = BigInt(`0x${hex}`).toString();
    return { id: b64Url ?? '', outputs: { hex, dec, b64Std, b64Url } };
  },
};
