import type { AwsError } from '../services/aws-error.ts';
import type { Protocol, Service } from '../services/service.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const JSON_TYPE: Readonly<Record<Protocol, string>> = {
  json: 'application/x-amz-json-1.1',
  'rest-json': 'application/json',
  'rest-xml': 'application/xml',
  query: 'text/xml',
};

export function renderOutput(
  service: Service,
  { operation, output, requestId }: { operation: string; output: unknown; requestId: string },
): Answer {
  const rendered = service.render?.(operation, output, requestId) ?? {
    contentType: JSON_TYPE[service.protocol],
    // CloudWatch Logs answers an operation without output with an empty body.
    body: output === undefined ? '' : JSON.stringify(output),
  };
  const headers = { 'x-amzn-requestid': requestId, 'content-type': rendered.contentType };
  return { status: 200, headers, body: rendered.body };
}

export function renderError(protocol: Protocol, error: AwsError, requestId: string): Answer {
  const headers = { 'x-amzn-requestid': requestId, 'content-type': JSON_TYPE[protocol] };
  if (protocol === 'query') {
    return { status: error.status, headers, body: errorXml(error, requestId) };
  }
  if (protocol === 'rest-xml') {
    return { status: error.status, headers, body: restErrorXml(error, requestId) };
  }
  return {
    status: error.status,
    headers: { ...headers, 'x-amzn-errortype': error.code },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.fields }),
  };
}

function errorXml(error: AwsError, requestId: string): string {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error>
    <Type>${type}</Type>
    <Code>${escapeXml(error.code)}</Code>
    <Message>${escapeXml(error.message)}</Message>
  </Error>
  <RequestId>${requestId}</RequestId>
</ErrorResponse>
`;
}

function restErrorXml(error: AwsError, requestId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
