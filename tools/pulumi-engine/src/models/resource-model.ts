import type { Place } from './place.ts';

/** What a model is told of a resource that is about to be made. */
export interface ResourceToMake {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Secrets are opened; models see what a provider would see. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly place: Place;
  /** Deterministic characters of this resource: the same program gives the same ids. */
  readonly digest: (length: number, salt?: string) => string;
}

/** What stands in for the provider: the id, and the outputs beyond the inputs. */
export type ResourceModel = (resource: ResourceToMake) => MadeResource | Promise<MadeResource>;

export interface MadeResource {
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** By type token, such as `aws:lambda/function:Function`. */
export type ResourceModels = Readonly<Record<string, ResourceModel>>;

/** What would be refused; sentences. In a preview inputs may be unknown markers. */
export type InputCheck = (inputs: Readonly<Record<string, unknown>>) => readonly string[];

export interface KnownModels {
  readonly create: ResourceModels;
  readonly check: Readonly<Record<string, InputCheck>>;
}
