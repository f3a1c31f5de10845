import { physicalName } from './physical-name.ts';
import type { Place } from './place.ts';
import type { ResourceModels, ResourceToMake } from './resource-model.ts';
import { text } from './text.ts';

/** REST APIs, their keys and their names; ids look as API Gateway makes them. */
export const apiGatewayModels: ResourceModels = {
  'aws:apigateway/restApi:RestApi': (resource) => {
    const { place, digest } = resource;
    const id = digest(10);
    const { partition, region, accountId } = place;
    return {
      id,
      outputs: {
        name: physicalName(resource),
        arn: apiArn(place, `restapis/${id}`),
        executionArn: `arn:${partition}:execute-api:${region}:${accountId}:${id}`,
        rootResourceId: digest(10, 'root'),
      },
    };
  },
  'aws:apigateway/resource:Resource': ({ inputs, digest }) => ({
    id: digest(6),
    outputs: { path: `/${text(inputs, 'pathPart')}` },
  }),
  'aws:apigateway/method:Method': ({ inputs }) => ({
    id: `agm-${methodId(inputs)}`,
    outputs: {},
  }),
  'aws:apigateway/integration:Integration': ({ inputs }) => ({
    id: `agi-${methodId(inputs)}`,
    outputs: {
      passthroughBehavior: inputs['passthroughBehavior'] ?? 'WHEN_NO_MATCH',
      responseTransferMode: inputs['responseTransferMode'] ?? 'BUFFERED',
    },
  }),
  'aws:apigateway/deployment:Deployment': ({ digest, inputs }) => ({
    // Triggers replace it.
    id: digest(6, JSON.stringify(inputs['triggers'])),
    outputs: {},
  }),
  'aws:apigateway/stage:Stage': ({ inputs, place }) => {
    const [api, stage] = [text(inputs, 'restApi'), text(inputs, 'stageName')];
    const { partition, region, accountId, dnsSuffix } = place;
    return {
      id: `ags-${api}-${stage}`,
      outputs: {
        arn: apiArn(place, `restapis/${api}/stages/${stage}`),
        executionArn: `arn:${partition}:execute-api:${region}:${accountId}:${api}/${stage}`,
        invokeUrl: `https://${api}.execute-api.${region}.${dnsSuffix}/${stage}`,
      },
    };
  },
  'aws:apigateway/methodSettings:MethodSettings': ({ inputs }) => ({
    id: `${text(inputs, 'restApi')}-${text(inputs, 'stageName')}-${text(inputs, 'methodPath')}`,
    outputs: {},
  }),
  'aws:apigateway/account:Account': () => ({
    id: 'api-gateway-account',
    outputs: { apiKeyVersion: '1' },
  }),
  'aws:apigateway/usagePlan:UsagePlan': (resource) => named(resource, 'usageplans', 6),
  'aws:apigateway/apiKey:ApiKey': (resource) => {
    const { id, outputs } = named(resource, 'apikeys', 10);
    const value = resource.inputs['value'] ?? resource.digest(40, 'value');
    return { id, outputs: { ...outputs, value } };
  },
  'aws:apigateway/usagePlanKey:UsagePlanKey': ({ inputs }) => ({
    id: text(inputs, 'keyId'),
    outputs: {},
  }),
  'aws:apigateway/domainName:DomainName': ({ inputs, place, digest }) => {
    const domainName = text(inputs, 'domainName');
    const regionalDomainName = `d-${digest(10)}.execute-api.${place.region}.${place.dnsSuffix}`;
    return {
      id: domainName,
      outputs: {
        arn: apiArn(place, `domainnames/${domainName}`),
        regionalDomainName,
        regionalZoneId: `Z${digest(13).toUpperCase()}`,
      },
    };
  },
  'aws:apigateway/basePathMapping:BasePathMapping': ({ inputs }) => ({
    id: `${text(inputs, 'domainName')}/${'basePath' in inputs ? text(inputs, 'basePath') : ''}`,
    outputs: {},
  }),
};

const methodId = (inputs: Readonly<Record<string, unknown>>): string =>
  ['restApi', 'resourceId', 'httpMethod'].map((name) => text(inputs, name)).join('-');

function named(resource: ResourceToMake, collection: string, idLength: number) {
  const id = resource.digest(idLength);
  const arn = apiArn(resource.place, `${collection}/${id}`);
  return { id, outputs: { name: physicalName(resource), arn } };
}

// ARNs of API Gateway have no account in them.
const apiArn = ({ partition, region }: Place, path: string): string =>
  `arn:${partition}:apigateway:${region}::/${path}`;
