import { setTimeout as delay } from 'node:timers/promises';
import { AwsError } from '../services/aws-error.ts';
import type { Protocol, ServiceCall } from '../services/service.ts';
import { commonError } from './common-error.ts';
import { malformedQuery } from '../services/logs/compile-for-start.ts';
import type { Fault } from './faults.ts';
import { findOperation } from './find-operation.ts';
import type { FoundOperation } from './find-operation.ts';
import { emulatorNow } from './front.ts';
import type { Front } from './front.ts';
import type { RawRequest } from './raw-request.ts';
import { deniedError, refuseDenied } from './refuse-denied.ts';
import { renderError, renderOutput } from './render-answer.ts';
import type { Answer } from './render-answer.ts';
import { loggableInput } from './request-log.ts';
import type { LoggedRequest } from './request-log.ts';
import { verifySignature } from './verify-signature.ts';

export interface CallAnswer {
  answer: Answer;
  /** The connection is to be cut in the middle of the answer. */
  reset: boolean;
  /** Null for a request that asked for nothing the emulator has. */
  logged: LoggedRequest | null;
}

/** Everything from a read request to its answer: operation, signature, faults, quotas, permission. */
export async function answerCall(
  front: Front,
  { request, signal }: { request: RawRequest; signal: AbortSignal },
): Promise<CallAnswer> {
  const requestId = front.newRequestId();
  let found: FoundOperation;
  try {
    found = findOperation(front.services, request);
  } catch (error) {
    const answer = renderError(protocolOf(request), asAwsError(error), requestId);
    return { answer, reset: false, logged: null };
  }
  const logged = startLog(front, found);
  try {
    const { output, fault } = await run(front, { found, request, signal, logged });
    const { service, operation } = found;
    const answer = renderOutput(service, { operation, output, requestId });
    return { answer, reset: fault?.kind === 'reset', logged };
  } catch (error) {
    const known = asAwsError(error);
    logged.errorCode = signal.aborted ? null : known.code;
    return { answer: renderError(found.service.protocol, known, requestId), reset: false, logged };
  }
}

/** How a request for nothing that is known was meant: only the query protocol sends forms. */
function protocolOf({ headers }: RawRequest): Protocol {
  if (headers['authorization']?.includes('/s3/aws4_request') === true) return 'rest-xml';
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
    ? 'query'
    : 'json';
}

interface Run {
  found: FoundOperation;
  request: RawRequest;
  signal: AbortSignal;
  logged: LoggedRequest;
}

async function run(
  front: Front,
  { found, request, signal, logged }: Run,
): Promise<{ output: unknown; fault: Fault | null }> {
  const { service, operation, input } = found;
  const { state } = front;
  const { principal, region } = await verifySignature({
    request,
    service,
    state,
    signedBeforeMs: front.systemNow(),
    nowMs: emulatorNow(front),
  });
  const { accountId, arn: principalArn } = principal;
  Object.assign(logged, { accountId, region });
  const now = () => emulatorNow(front);
  const call: ServiceCall = {
    operation,
    input,
    region,
    accountId,
    principalArn,
    principal,
    state,
    now,
    signal,
  };
  const target = { service: service.name, operation, accountId, region };
  const fault = front.faults.next(target);
  if (fault !== null) {
    logged.fault = fault.kind;
    call.fault = fault.kind;
    await injectFault(fault, { found, call });
  }
  if (state.quotas && !front.rates.take({ ...target, nowMs: front.systemNow() })) {
    throw commonError(service.protocol, 'throttled', 'Rate exceeded');
  }
  refuseDenied(service, call);
  return { output: await service.operations[operation]?.(call), fault };
}

/** Waits or throws; a `reset` is done when the answer is sent, the rest by the operation. */
async function injectFault(
  fault: Fault,
  { found, call }: { found: FoundOperation; call: ServiceCall },
): Promise<void> {
  const { protocol } = found.service;
  const delayMs = fault.delayMs ?? (fault.kind === 'slow' ? 1000 : 0);
  if (delayMs > 0) await delay(delayMs, undefined, { signal: call.signal });
  switch (fault.kind) {
    case 'throttle':
      throw commonError(protocol, 'throttled', 'Rate exceeded');
    case 'internal':
      throw commonError(protocol, 'internal', 'An internal error occurred.');
    case 'unavailable':
      throw commonError(protocol, 'unavailable', 'The service is temporarily unavailable.');
    case 'expired':
      throw commonError(
        protocol,
        'expiredToken',
        'The security token included in the request is expired',
      );
    case 'denied':
      throw deniedError(found.service, call);
    case 'query-malformed':
      throw malformedQuery('unexpected symbol found', { startCharOffset: 0, endCharOffset: 0 });
    case 'slow':
    case 'reset':
    case 'query-failed':
    case 'query-timeout':
      return;
  }
}

function startLog(front: Front, { service, operation, input }: FoundOperation): LoggedRequest {
  const logged: LoggedRequest = {
    service: service.name,
    operation,
    accountId: null,
    region: null,
    input: loggableInput(input),
    status: null,
    errorCode: null,
    fault: null,
    startedAt: front.systemNow(),
    durationMs: null,
  };
  front.requestLog.add(logged);
  return logged;
}

/** A bug of the emulator is answered as AWS answers its own, with the reason that AWS would not tell. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError('InternalFailure', `Emulator: ${reason}`, { status: 500 });
}
