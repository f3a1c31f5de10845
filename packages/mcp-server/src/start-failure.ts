import { SpendError } from '@bedrock-spend/core';

/** The server is to be reached by others, and does not know by which names. */
export function namesMissing(host: string): SpendError {
  return new SpendError(
    'INVALID_CONFIG',
    `The host ${host} is reached by names that the server has to know: give publicUrl or allowedHosts.`,
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
