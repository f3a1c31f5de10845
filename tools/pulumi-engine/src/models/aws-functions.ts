import type { FunctionModels } from './function-model.ts';
import { arnIn, type Place } from './place.ts';
import { text } from './text.ts';

/** What AWS's provider would look up. */
export const awsFunctions: FunctionModels = {
  'aws:index/getCallerIdentity:getCallerIdentity': (_inputs, { accountId, partition }) => ({
    id: accountId,
    accountId,
    arn: `arn:${partition}:iam::${accountId}:user/deployer`,
    userId: 'AIDAEXAMPLEEXAMPLE',
  }),
  'aws:index/getRegion:getRegion': (_inputs, { region, dnsSuffix }) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${region}.${dnsSuffix}`,
  }),
  'aws:index/getPartition:getPartition': (_inputs, { partition, dnsSuffix }) => ({
    id: partition,
    partition,
    dnsSuffix,
    reverseDnsPrefix: dnsSuffix.split('.').toReversed().join('.'),
  }),
  'aws:ecr/getAuthorizationToken:getAuthorizationToken': (inputs, place) => {
    const password = 'password-of-the-registry';
    return {
      id: place.region,
      region: place.region,
      authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
      userName: 'AWS',
      password,
      expiresAt: '2026-01-01T12:00:00Z',
      proxyEndpoint: `https://${registry(place, inputs['registryId'])}`,
    };
  },
  'aws:ecr/getRepository:getRepository': (inputs, place) => {
    const name = text(inputs, 'name');
    const { registryId = place.accountId } = inputs;
    return {
      id: name,
      name,
      registryId,
      arn: arnIn(place, 'ecr', `repository/${name}`),
      repositoryUrl: `${registry(place, registryId)}/${name}`,
      region: place.region,
      imageTagMutability: 'IMMUTABLE',
      imageTagMutabilityExclusionFilters: [],
      imageScanningConfigurations: [],
      encryptionConfigurations: [],
      mostRecentImageTags: [],
      tags: {},
    };
  },
};

const registry = ({ accountId, region, dnsSuffix }: Place, registryId: unknown): string =>
  `${typeof registryId === 'string' ? registryId : accountId}.dkr.ecr.${region}.${dnsSuffix}`;
