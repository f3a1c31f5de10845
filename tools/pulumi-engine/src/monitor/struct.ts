import protobuf from 'google-protobuf/google/protobuf/struct_pb.js';

import { decodeProperties } from '../values/decode-value.ts';
import { encodeProperties } from '../values/encode-value.ts';

type Struct = InstanceType<typeof protobuf.Struct>;

/** Properties as the protocol carries them. */
export function toStruct(properties: object): Struct {
  return protobuf.Struct.fromJavaScript(
    encodeProperties(properties) as Parameters<typeof protobuf.Struct.fromJavaScript>[0],
  );
}

export function fromStruct(struct: Struct | undefined): Record<string, unknown> {
  return decodeProperties(struct?.toJavaScript() ?? {});
}
