import { plain } from '@bedrock-spend/pulumi-engine';

import { eachResource } from './policy-check.ts';

/** TLS 1.2 or newer: legacy `TLS_1_2`, or what begins with `SecurityPolicy_` and says so. */
const recentPolicy = /^(?:TLS_1_2|SecurityPolicy_TLS1[23]_)/;

/**
 * Callers are answered over TLS 1.2 or newer. The endpoint that API Gateway gives a regional API
 * takes TLS 1.0 unless it is told otherwise:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html.
 * Function URLs take nothing older: https://docs.aws.amazon.com/lambda/latest/dg/security-infrastructure.html.
 */
export const transportSecurity = eachResource(({ type, inputs }) => {
  if (type === 'aws:apigateway/restApi:RestApi' && inputs['disableExecuteApiEndpoint'] !== true) {
    return problemsWith(inputs['securityPolicy']);
  }
  if (type === 'aws:apigateway/domainName:DomainName')
    return problemsWith(inputs['securityPolicy']);
  if (type === 'aws:sns/topicSubscription:TopicSubscription' && inputs['protocol'] === 'http') {
    return ['is told over plain HTTP: use https'];
  }
  return [];
});

function problemsWith(policy: unknown): string[] {
  const given = plain(policy);
  const name = typeof given === 'string' ? given : 'not set';
  return recentPolicy.test(name)
    ? []
    : [`takes TLS 1.0 (securityPolicy: ${name}): set one for TLS 1.2 or newer`];
}
