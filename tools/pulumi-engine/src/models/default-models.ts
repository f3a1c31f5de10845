import { apiGatewayModels } from './api-gateway-models.ts';
import { apiGatewayChecks } from './api-gateway-checks.ts';
import { checks } from './checks.ts';
import { dataModels } from './data-models.ts';
import { imageModels } from './image-models.ts';
import { lambdaModels } from './lambda-models.ts';
import { iamModels } from './iam-models.ts';
import { observabilityModels } from './observability-models.ts';
import { randomModels } from './random-models.ts';
import { regional } from './regional.ts';
import type { InputCheck, ResourceModels } from './resource-model.ts';

/** What stands in for the providers of AWS, of Docker's builds and of random values. */
export const defaultModels: ResourceModels = {
  ...regional({
    ...apiGatewayModels,
    ...dataModels,
    ...lambdaModels,
    ...iamModels,
    ...observabilityModels,
  }),
  ...imageModels,
  ...randomModels,
};

export const defaultChecks: Readonly<Record<string, InputCheck>> = {
  ...checks,
  ...apiGatewayChecks,
};
