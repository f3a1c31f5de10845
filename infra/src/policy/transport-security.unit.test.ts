import { describe, expect, it } from 'vitest';

import { problems, resource } from './check.testing.ts';
import { transportSecurity } from './transport-security.ts';
import type { PolicedResource } from './policy-check.ts';

const api = (inputs: object) => resource('aws:apigateway/restApi:RestApi', inputs);
const domain = (inputs: object) => resource('aws:apigateway/domainName:DomainName', inputs);

describe('transportSecurity', () => {
  it.each([
    ['an API with TLS 1.3 and 1.2', api({ securityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06' })],
    ['an API that answers by its domain only', api({ disableExecuteApiEndpoint: true })],
    ['a domain with TLS 1.2', domain({ securityPolicy: 'TLS_1_2' })],
    ['an address for e-mail', subscription('email')],
  ])('lets %s be', (_title, resource) => {
    expect(problems(transportSecurity, resource)).toEqual([]);
  });

  it.each([
    ['an API with the default of AWS', api({})],
    ['an API with TLS 1.0', api({ securityPolicy: 'TLS_1_0' })],
    ['a domain with TLS 1.0', domain({ securityPolicy: 'TLS_1_0' })],
    ['a domain with the default of AWS', domain({})],
    ['news over plain HTTP', subscription('http')],
  ])('finds %s', (_title, broken) => {
    expect(problems(transportSecurity, broken)).toHaveLength(1);
  });
});

function subscription(protocol: string): PolicedResource {
  return resource('aws:sns/topicSubscription:TopicSubscription', { protocol });
}
