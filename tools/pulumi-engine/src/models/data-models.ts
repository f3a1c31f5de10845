import { physicalName } from './physical-name.ts';
import { arnIn } from './place.ts';
import type { ResourceModels } from './resource-model.ts';
import { text } from './text.ts';

/** Tables, secrets, buckets and repositories. */
export const dataModels: ResourceModels = {
  'aws:dynamodb/table:Table': (resource) => {
    const name = physicalName(resource);
    return { id: name, outputs: { name, arn: arnIn(resource.place, 'dynamodb', `table/${name}`) } };
  },
  'aws:secretsmanager/secret:Secret': (resource) => {
    const name = physicalName(resource);
    // Secrets Manager adds six characters, so that a policy cannot mean a later secret of the name.
    const arn = arnIn(resource.place, 'secretsmanager', `secret:${name}-${resource.digest(6)}`);
    return { id: arn, outputs: { name, arn } };
  },
  'aws:secretsmanager/secretVersion:SecretVersion': ({ inputs, digest }) => {
    const secretId = text(inputs, 'secretId');
    const versionId = digest(32, JSON.stringify(inputs['secretString']));
    return { id: `${secretId}|${versionId}`, outputs: { arn: secretId, versionId } };
  },
  'aws:ecr/repository:Repository': (resource) => {
    const { place } = resource;
    const name = physicalName(resource);
    const { accountId, region, dnsSuffix } = place;
    return {
      id: name,
      outputs: {
        name,
        arn: arnIn(place, 'ecr', `repository/${name}`),
        registryId: accountId,
        repositoryUrl: `${accountId}.dkr.ecr.${region}.${dnsSuffix}/${name}`,
      },
    };
  },
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': ({ inputs, place }) => ({
    id: text(inputs, 'repository'),
    outputs: { registryId: place.accountId },
  }),
  'aws:ecr/repositoryPolicy:RepositoryPolicy': ({ inputs, place }) => ({
    id: text(inputs, 'repository'),
    outputs: { registryId: place.accountId },
  }),
};
