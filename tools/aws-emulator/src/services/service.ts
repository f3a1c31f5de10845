import type { FaultKind } from '../front/faults.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { Principal } from '../state/principal.ts';

export { AwsError } from './aws-error.ts';

/** Names as they stand in the scope of a signature. */
export type ServiceName =
  | 'logs'
  | 'sts'
  | 'bedrock'
  | 'ce'
  | 'account'
  | 's3'
  | 'secretsmanager'
  | 'ssm'
  | 'apigateway';

/** How requests and errors look on the wire. */
export type Protocol = 'json' | 'rest-json' | 'rest-xml' | 'query';

/** One authenticated and permitted call. */
export interface ServiceCall {
  operation: string;
  input: Record<string, unknown>;
  region: string;
  accountId: string;
  principalArn: string;
  principal: Principal;
  state: EmulatorState;
  /** Milliseconds since the epoch, by the emulator's clock. */
  now(): number;
  /** Aborted when the client hangs up. */
  signal: AbortSignal;
  /** The fault that was injected and is the operation's own to play. */
  fault?: FaultKind;
}

export interface RouteRequest {
  method: string;
  /** As on the request line, still percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface RoutedCall {
  operation: string;
  input: Record<string, unknown>;
}

export interface RenderedAnswer {
  contentType: string;
  body: string;
}

export interface Service {
  name: ServiceName;
  protocol: Protocol;
  /** What stands before the dot of `x-amz-target`; only for the JSON protocol. */
  target?: string;
  /** The only region whose scope the service takes (Cost Explorer: `us-east-1`). */
  region?: string;
  /** IAM action (`logs:StartQuery`), or null for what needs no permission. */
  actionOf(operation: string): string | null;
  /** ARN named when the call is denied; `*` where a service gives none. */
  resourceOf?(call: ServiceCall): string;
  /** Each gives the answer's body, or throws an `AwsError`. */
  operations: Readonly<Record<string, (call: ServiceCall) => unknown>>;
  /** Finds the operation of a request that has no `x-amz-target`; null when it is another service's. */
  route?(request: RouteRequest): RoutedCall | null;
  /** Gives up what still runs; called once, when the emulator stops. */
  stop?(): void;
  /** The body of an answer that is not JSON. */
  render?(operation: string, output: unknown, requestId: string): RenderedAnswer;
}
