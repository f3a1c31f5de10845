import type { RegisteredResource } from '@bedrock-spend/pulumi-engine';

/** What a check looks at: a resource as the program registered it, secrets still marked. */
export type PolicedResource = Pick<RegisteredResource, 'type' | 'name' | 'inputs'>;

/** What is wrong with a resource. */
export interface Finding {
  /** Type and name, as in `aws:s3/bucket:Bucket state`. */
  resource: string;
  /** A sentence that says what to change. */
  problem: string;
}

/** A rule over all resources of a stack; an empty list where it is kept. */
export type PolicyCheck = (resources: readonly PolicedResource[]) => Finding[];

/** A check that looks at each resource by itself. */
export function eachResource(
  problemsWith: (resource: PolicedResource) => readonly string[],
): PolicyCheck {
  return (resources) =>
    resources.flatMap((resource) =>
      problemsWith(resource).map((problem) => finding(resource, problem)),
    );
}

export function finding({ type, name }: PolicedResource, problem: string): Finding {
  return { resource: `${type} ${name}`, problem };
}
