import { oneOf, within } from './one-of.ts';
import type { InputCheck } from './resource-model.ts';

// https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
const methods = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** What API Gateway refuses and the declarations call a text or a number. */
export const apiGatewayChecks: Readonly<Record<string, InputCheck>> = {
  'aws:apigateway/restApi:RestApi': (inputs) => [
    ...oneOf(inputs, { apiKeySource: ['HEADER', 'AUTHORIZER'] }),
    ...securityProblems(inputs),
  ],
  'aws:apigateway/basePathMapping:BasePathMapping': ({ basePath }) =>
    typeof basePath === 'string' && basePath.includes('/')
      ? [
          'basePath must not have a slash: mappings of several parts are for apigatewayv2.ApiMapping.',
        ]
      : [],
  'aws:apigateway/method:Method': (inputs) =>
    oneOf(inputs, {
      httpMethod: methods,
      authorization: ['NONE', 'CUSTOM', 'AWS_IAM', 'COGNITO_USER_POOLS'],
    }),
  'aws:apigateway/integration:Integration': (inputs) => [
    ...oneOf(inputs, {
      httpMethod: methods,
      integrationHttpMethod: methods,
      type: ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'],
      responseTransferMode: ['BUFFERED', 'STREAM'],
    }),
    ...within(inputs, { timeoutMilliseconds: [50, mostMs(inputs)] }),
    ...streamProblems(inputs),
  ],
  'aws:apigateway/usagePlan:UsagePlan': ({ quotaSettings }) =>
    isRecord(quotaSettings) ? oneOf(quotaSettings, { period: ['DAY', 'WEEK', 'MONTH'] }) : [],
  'aws:apigateway/domainName:DomainName': (inputs) =>
    oneOf(inputs, { securityPolicy: ['TLS_1_0', 'TLS_1_2'] }),
  'aws:apigateway/methodSettings:MethodSettings': ({ settings }) =>
    isRecord(settings) ? oneOf(settings, { loggingLevel: ['OFF', 'ERROR', 'INFO'] }) : [],
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
function securityProblems(inputs: Readonly<Record<string, unknown>>): string[] {
  const { securityPolicy, endpointAccessMode } = inputs;
  const isEnhanced =
    typeof securityPolicy === 'string' && securityPolicy.startsWith('SecurityPolicy_');
  return isEnhanced && endpointAccessMode === undefined
    ? [`endpointAccessMode is missing: ${securityPolicy} needs BASIC or STRICT.`]
    : oneOf(inputs, { endpointAccessMode: ['BASIC', 'STRICT'] });
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
const mostMs = ({ responseTransferMode }: Readonly<Record<string, unknown>>): number =>
  responseTransferMode === 'STREAM' ? 900_000 : 300_000;

/** Streams come from proxies only, and from Lambda by another path than buffered answers. */
function streamProblems({
  responseTransferMode,
  type,
  uri,
}: Readonly<Record<string, unknown>>): string[] {
  if (type === 'AWS_PROXY' && typeof uri === 'string' && uri.includes(':lambda:path/')) {
    const isStreamed = uri.endsWith('/response-streaming-invocations');
    if (isStreamed !== (responseTransferMode === 'STREAM')) {
      return ['uri and responseTransferMode must both stream, or neither.'];
    }
  }
  return responseTransferMode === 'STREAM' && !['AWS_PROXY', 'HTTP_PROXY'].includes(String(type))
    ? ['responseTransferMode STREAM is for proxies only.']
    : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
