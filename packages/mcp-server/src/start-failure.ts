import { SpendError } from '@bedrock-spend/core';

/** The host is not loopback, and there is no access control yet. */
export function hostRefused(host: string): SpendError {
  return new SpendError(
    'INVALID_CONFIG',
    `The host ${host} would serve your spend to the network without access control: use 127.0.0.1.`,
  );
}

/** Says why nothing can listen on this port, where that is something the user can change. */
export function cannotListen(cause: unknown, host: string, port: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const problem = typeof code === 'string' ? problems[code] : undefined;
  if (problem === undefined) return cause;
  return new SpendError(
    'PORT_UNAVAILABLE',
    `Port ${port} of ${host} ${problem}: choose another one with --port, or --port 0 for any free one.`,
    { cause },
  );
}

const problems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'needs more rights',
  EADDRNOTAVAIL: 'does not exist on this machine',
};
