export type { Message } from './message.ts';
export { defaultModels } from './models/default-models.ts';
export type { FunctionModel, FunctionModels } from './models/function-model.ts';
export type { Place } from './models/place.ts';
export type {
  MadeResource,
  ResourceModel,
  ResourceModels,
  ResourceToMake,
} from './models/resource-model.ts';
export type { RegisteredResource } from './registered-resource.ts';
export { type ProgramRun, runProgram, type RunOptions } from './run-program.ts';
export { hasUnknown } from './values/has-unknown.ts';
export { isAsset, isResourceReference, isSecret, isUnknown, secret } from './values/marker.ts';
export { plain } from './values/plain.ts';
