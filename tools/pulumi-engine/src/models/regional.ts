import type { ResourceModel, ResourceModels } from './resource-model.ts';

/** What every type of AWS's provider has: the region that it is in, and all of its tags. */
export function regional(models: ResourceModels): ResourceModels {
  return Object.fromEntries(Object.entries(models).map(([type, model]) => [type, inRegion(model)]));
}

const inRegion =
  (model: ResourceModel): ResourceModel =>
  async (resource) => {
    const { id, outputs } = await model(resource);
    const { region } = resource.place;
    return { id, outputs: { region, tagsAll: resource.inputs['tags'] ?? {}, ...outputs } };
  };
