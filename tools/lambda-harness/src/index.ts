export type { Front } from './fronts/front.ts';
export type { ApiKey } from './fronts/rest-api/find-api-key.ts';
export { startRestApi, type RestApiOptions } from './fronts/rest-api/start-rest-api.ts';
export type { UsagePlan } from './fronts/rest-api/usage-plan.ts';
export type {
  FunctionError,
  Invocation,
  InvocationMode,
  InvocationReport,
  InvocationResult,
  LambdaFunction,
} from './function/lambda-function.ts';
export { LambdaRefusal } from './function/lambda-refusal.ts';
export { ResponseCutError } from './function/response-cut-error.ts';
export { startFunction, type FunctionOptions } from './function/start-function.ts';
export type {
  Instance,
  InstanceEnding,
  InstanceStart,
  StartInstance,
} from './instance/instance.ts';
export { createInstanceLog } from './instance/instance-log.ts';
export { processInstances, type ProcessInstancesOptions } from './instance/process-instances.ts';
export { installRuntimeClient } from './runtime-client/install-runtime-client.ts';
