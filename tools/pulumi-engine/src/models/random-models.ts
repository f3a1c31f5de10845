import type { ResourceModels } from './resource-model.ts';

/** What is random at the provider is the same here in each run; ids are as the provider has them. */
export const randomModels: ResourceModels = {
  // The id is the secret itself: computeRandomBytesID in provider/resources.go of pulumi-random.
  'random:index/randomBytes:RandomBytes': ({ inputs, digest }) => {
    const bytes = Buffer.from(digest(128), 'hex').subarray(0, Number(inputs['length']));
    const base64 = bytes.toString('base64');
    return { id: base64, outputs: { base64, hex: bytes.toString('hex') } };
  },
  'random:index/randomId:RandomId': ({ inputs, digest }) => {
    const bytes = Buffer.from(digest(128), 'hex').subarray(0, Number(inputs['byteLength']));
    const b64Url = bytes.toString('base64url');
    const hex = bytes.toString('hex');
    const dec = BigInt(`0x${hex}`).toString();
    return { id: b64Url, outputs: { b64Std: bytes.toString('base64'), b64Url, dec, hex } };
  },
  'random:index/randomPassword:RandomPassword': ({ inputs, digest }) => {
    const allowed = alphabet(inputs);
    const bytes = Buffer.from(digest(128), 'hex').subarray(0, Number(inputs['length']));
    const result = [...bytes].map((byte) => allowed[byte % allowed.length]).join('');
    return { id: 'none', outputs: { result, bcryptHash: `$2a$10$${digest(53, 'hash')}` } };
  },
};

function alphabet(inputs: Readonly<Record<string, unknown>>): string {
  const { upper, lower, numeric, special, overrideSpecial } = inputs;
  return [
    upper === false ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    lower === false ? '' : 'abcdefghijklmnopqrstuvwxyz',
    numeric === false ? '' : '0123456789',
    special === false
      ? ''
      : typeof overrideSpecial === 'string'
        ? overrideSpecial
        : '!@#$%&*()-_=+',
  ].join('');
}
