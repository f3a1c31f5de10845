import type { Place } from './place.ts';

/** What stands in for a data source. */
export type FunctionModel = (
  inputs: Readonly<Record<string, unknown>>,
  place: Place,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** By token, such as `aws:index/getCallerIdentity:getCallerIdentity`. */
export type FunctionModels = Readonly<Record<string, FunctionModel>>;
