export { buildBaseImage } from './container/build-base-image.ts';
export {
  containerInstances,
  type ContainerInstancesOptions,
} from './container/container-instances.ts';
export { openPodman } from './container/open-podman.ts';
export type {
  BuildOptions,
  BuiltImage,
  ImageDescription,
  Mount,
  Podman,
  RunningContainer,
  RunOptions,
} from './container/podman.ts';
export { whyNoContainers } from './container/why-no-containers.ts';
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
export {
  startFunctionUrl,
  type FunctionUrlOptions,
} from './fronts/function-url/start-function-url.ts';
export type { IamCaller } from './fronts/function-url/verify-signature.ts';
export {
  startHttpApi,
  type HttpApiOptions,
  type JwtAuthorization,
} from './fronts/http-api/start-http-api.ts';
export {
  startLoadBalancer,
  type LoadBalancerOptions,
} from './fronts/load-balancer/start-load-balancer.ts';
