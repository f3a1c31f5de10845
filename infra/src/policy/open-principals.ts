import { plain } from '@bedrock-spend/pulumi-engine';

import { eachResource, type PolicedResource } from './policy-check.ts';
import { allowStatements, type Statement } from './policy-documents.ts';

/** Nobody is let in whom no policy names, and no service on behalf of just any account. */
export const openPrincipals = eachResource((resource) =>
  resource.type === 'aws:lambda/permission:Permission'
    ? problemsWithPermission(resource)
    : allowStatements(resource).flatMap((statement) => problemsWith(statement, resource)),
);

function problemsWith(statement: Statement, { type }: PolicedResource): string[] {
  const { Principal, NotPrincipal, Condition } = statement;
  if (NotPrincipal !== undefined) return ['lets in all but somebody: name who is let in'];
  if (isEverybody(Principal)) return ['lets everybody in: name the account, role or service'];
  const services = servicesOf(Principal).filter(
    (service) => !isForOneAccount(Condition) && !trustsItsOwnAccount(type, service),
  );
  return services.map(
    (service) => `lets ${service} in for any account: add aws:SourceAccount or aws:SourceArn`,
  );
}

function problemsWithPermission({ inputs }: PolicedResource): string[] {
  const principal = plain(inputs['principal']);
  if (principal === '*') return ['lets everybody call the function: name the service'];
  const isBound = inputs['sourceArn'] !== undefined || inputs['sourceAccount'] !== undefined;
  return isBound ? [] : [`lets ${String(principal)} call it for any account: add sourceArn`];
}

function isEverybody(principal: unknown): boolean {
  if (typeof principal === 'string') return principal === '*';
  return Object.values(principal ?? {})
    .flat()
    .some((value) => value === '*');
}

function servicesOf(principal: unknown): string[] {
  return [(principal as { Service?: string | string[] } | undefined)?.Service ?? []].flat();
}

function isForOneAccount(condition: Statement['Condition']): boolean {
  const keys = Object.values(condition ?? {}).flatMap(Object.keys);
  return keys.some((key) => /^aws:source(?:account|arn)$/i.test(key));
}

/**
 * A role of Lambda or of API Gateway's logs is passed by `iam:PassRole`, which AWS checks within one
 * account; their documentation names no condition for these two trusts.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
function trustsItsOwnAccount(type: string, service: string): boolean {
  return (
    type === 'aws:iam/role:Role' &&
    ['lambda.amazonaws.com', 'apigateway.amazonaws.com'].includes(service)
  );
}
