import { deflateRawSync, inflateRawSync } from 'node:zlib';

import type { Cell } from './cell-store.ts';
import type { InvocationGroup } from '../model/invocation-group.ts';
import { parseModelId, type ModelId } from '../model/model-id.ts';

type Content = Pick<Cell, 'groups' | 'rejections'>;

/** Groups with the id of their model, which the rest of it follows from. */
interface Payload extends Pick<Cell, 'rejections'> {
  groups: (Omit<InvocationGroup, 'model'> & { model: string })[];
}

/** Compressed JSON; nothing at all for a cell without calls. */
export function encodeCell({ groups, rejections }: Content): Uint8Array {
  if (groups.length === 0 && rejections.length === 0) return new Uint8Array();
  const payload: Payload = {
    groups: groups.map((group) => ({ ...group, model: group.model.id })),
    rejections,
  };
  return deflateRawSync(JSON.stringify(payload));
}

/** `null` for bytes that are not a cell's. */
export function decodeCell(bytes: Uint8Array): Content | null {
  if (bytes.length === 0) return { groups: [], rejections: [] };
  try {
    const { groups, rejections } = JSON.parse(inflateRawSync(bytes).toString()) as Payload;
    const modelOf = rememberedModels();
    return {
      groups: groups.map((group) => ({ ...group, model: modelOf(group.model) })),
      rejections,
    };
  } catch {
    return null;
  }
}

function rememberedModels(): (id: string) => ModelId {
  const models = new Map<string, ModelId>();
  return (id) => {
    const model = models.get(id) ?? parseModelId(id);
    models.set(id, model);
    return model;
  };
}
