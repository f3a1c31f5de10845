import { physicalName } from './physical-name.ts';
import type { ResourceModels } from './resource-model.ts';
import { text } from './text.ts';

/** IAM and DNS, which know no region. */
export const iamModels: ResourceModels = {
  'aws:iam/role:Role': (resource) => {
    const { inputs, place, digest } = resource;
    const name = physicalName(resource);
    const path = typeof inputs['path'] === 'string' ? inputs['path'] : '/';
    const arn = `arn:${place.partition}:iam::${place.accountId}:role${path}${name}`;
    return { id: name, outputs: { name, arn, uniqueId: `AROA${digest(17).toUpperCase()}` } };
  },
  'aws:iam/rolePolicy:RolePolicy': (resource) => {
    const name = physicalName(resource);
    return { id: `${text(resource.inputs, 'role')}:${name}`, outputs: { name } };
  },
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': ({ inputs }) => ({
    id: `${text(inputs, 'role')}/${text(inputs, 'policyArn')}`,
    outputs: {},
  }),
  'aws:route53/record:Record': ({ inputs }) => {
    const [zone, name, type] = ['zoneId', 'name', 'type'].map((key) => text(inputs, key));
    return { id: `${zone}_${name}_${type}`, outputs: { fqdn: name } };
  },
};
