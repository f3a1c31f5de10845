import messages from '@pulumi/pulumi/proto/resource_pb.js';
import type { DeploymentInfo } from '@pulumi/pulumi/proto/resource_pb.js';

import type { Deployment } from '../deployment.ts';

const feature = messages.ResourceMonitorFeature;

// Hooks, transforms and parameterized packages are left out: the SDK then refuses them by name.
const supported = [
  feature.RESOURCE_MONITOR_FEATURE_SECRETS,
  feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  feature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
];

/** What the SDK asks first. */
export function deploymentInfo(deployment: Deployment): DeploymentInfo {
  const info = new messages.DeploymentInfo()
    .setProject(deployment.project)
    .setStack(deployment.stack)
    .setDryrun(deployment.isPreview)
    .setConfigsecretkeysList([...deployment.secretKeys])
    .setSupportedfeaturesList(supported);
  for (const [key, value] of Object.entries(deployment.config)) {
    info.getConfigMap().set(key, value);
  }
  return info;
}
