import { parseModelId, type ModelId } from '../model/model-id.ts';

/** Takes a model id apart, once for each id: the same id gives the same object. */
export type ModelIds = (id: string) => ModelId;

/**
 * A memory of the model ids seen. A log names few models many times, and whoever groups by model can
 * compare objects.
 *
 * @example
 * const modelOf = createModelIds();
 * modelOf('amazon.nova-lite-v1:0') === modelOf('amazon.nova-lite-v1:0'); // true
 */
export function createModelIds(): ModelIds {
  const known = new Map<string, ModelId>();
  return (id) => {
    let model = known.get(id);
    if (model === undefined) {
      model = parseModelId(id);
      known.set(id, model);
    }
    return model;
  };
}
