export type { Front } from './fronts/front.ts';
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
export type {
  Instance,
  InstanceEnding,
  InstanceStart,
  StartInstance,
} from './instance/instance.ts';
