import { AwsError } from '../services/aws-error.ts';
import type { Service } from '../services/service.ts';
import { commonError } from './common-error.ts';
import type { RawRequest } from './raw-request.ts';

export interface FoundOperation {
  service: Service;
  operation: string;
  input: Record<string, unknown>;
}

/** Which operation of which service a request asks for; throws what AWS answers to an unknown one. */
export function findOperation(services: readonly Service[], request: RawRequest): FoundOperation {
  const target = request.headers['x-amz-target'];
  return target === undefined
    ? findByRoute(services, request)
    : findByTarget(services, { request, target });
}

function findByTarget(
  services: readonly Service[],
  { request, target }: { request: RawRequest; target: string },
): FoundOperation {
  const [prefix, operation = ''] = target.split('.');
  const service = services.find((candidate) => candidate.target === prefix);
  if (service === undefined) {
    throw commonError('json', 'unknownOperation', `The emulator has no service ${target}.`);
  }
  refuseUnknown(service, operation);
  return { service, operation, input: parseInput(request) };
}

function parseInput(request: RawRequest): Record<string, unknown> {
  const text = request.body.toString('utf8');
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Answered below, as a body that is JSON but no object is.
  }
  throw commonError(
    'json',
    'notReadable',
    'Unable to parse the body of the request as a JSON object.',
  );
}

function findByRoute(services: readonly Service[], request: RawRequest): FoundOperation {
  const { method, path, query, headers } = request;
  const body = request.body.toString('utf8');
  for (const service of services) {
    const routed = service.route?.({ method, path, query, headers, body }) ?? null;
    if (routed === null) continue;
    refuseUnknown(service, routed.operation);
    return { service, ...routed };
  }
  throw new AwsError('UnknownOperationException', `The emulator knows no ${method} ${path}.`, {
    status: 404,
  });
}

function refuseUnknown(service: Service, operation: string): void {
  if (Object.hasOwn(service.operations, operation)) return;
  throw commonError(
    service.protocol,
    'unknownOperation',
    `The emulator's ${service.name} has no operation ${operation}.`,
  );
}
