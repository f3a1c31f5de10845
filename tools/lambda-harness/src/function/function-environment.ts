/** The account in which everything of the harness lies. */
export const accountId = '123456789012';

export function functionArn(functionName: string, region: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
}

export interface FunctionEnvironmentOptions {
  functionName: string;
  region: string;
  memoryMb: number;
  /** Name of the instance: the log stream that it would write to ends in it. */
  name: string;
  /** Variables of the function itself. */
  own: Record<string, string>;
}

/**
 * The variables that Lambda sets, over those of the function, which may not change them.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function functionEnvironment(options: FunctionEnvironmentOptions): Record<string, string> {
  return {
    ...options.own,
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: options.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(options.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${options.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `2026/01/01/[$LATEST]${options.name}`,
  };
}
