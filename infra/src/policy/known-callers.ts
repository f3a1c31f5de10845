import { plain } from '@bedrock-spend/pulumi-engine';

import { finding, type PolicedResource, type PolicyCheck } from './policy-check.ts';

/**
 * Nobody reaches the server unknown: every method of the API needs a key that a usage plan bounds,
 * unless the server itself takes nothing but tokens; a function URL needs a signature.
 */
export const knownCallers: PolicyCheck = (resources) => {
  const takesTokens = resources.some(asksForTokens);
  const hasPlan =
    ofType(resources, 'aws:apigateway/usagePlanKey:UsagePlanKey').length > 0 &&
    ofType(resources, 'aws:apigateway/usagePlan:UsagePlan').every(isBounded);
  const methods = ofType(resources, 'aws:apigateway/method:Method').filter(
    ({ inputs }) => inputs['authorization'] !== 'AWS_IAM',
  );
  const urls = ofType(resources, 'aws:lambda/functionUrl:FunctionUrl');
  return [
    ...methods
      .filter(({ inputs }) => inputs['apiKeyRequired'] !== true && !takesTokens)
      .map((method) => finding(method, 'can be called without a key: set apiKeyRequired')),
    ...methods
      .filter(({ inputs }) => inputs['apiKeyRequired'] === true && !hasPlan)
      .map((method) =>
        finding(method, 'needs a key, and no usage plan with throttle and quota holds one'),
      ),
    ...urls
      .filter(({ inputs }) => inputs['authorizationType'] !== 'AWS_IAM')
      .map((url) => finding(url, 'can be called by anybody: set authorizationType AWS_IAM')),
  ];
};

function ofType(resources: readonly PolicedResource[], type: string): readonly PolicedResource[] {
  return resources.filter((resource) => resource.type === type);
}

function isBounded({ inputs }: PolicedResource): boolean {
  return inputs['throttleSettings'] !== undefined && inputs['quotaSettings'] !== undefined;
}

/** Whether the settings of the function have an issuer of tokens. */
function asksForTokens({ type, inputs }: PolicedResource): boolean {
  if (type !== 'aws:lambda/function:Function') return false;
  const { variables = {} } = plain(inputs['environment'] ?? {}) as {
    variables?: Record<string, string>;
  };
  const settings = JSON.parse(variables['BEDROCK_SPEND_SERVER_SETTINGS'] ?? '{}') as {
    oauth?: { issuer?: string };
  };
  return settings.oauth?.issuer !== undefined;
}
