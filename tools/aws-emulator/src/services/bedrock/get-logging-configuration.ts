import type { ServiceCall } from '../service.ts';

/** `{}` where logging is off: AWS gives no error for it. */
export function getLoggingConfiguration(call: ServiceCall): unknown {
  const loggingConfig = call.state.accounts.get(call.accountId)?.regions.get(call.region)?.logging;
  return loggingConfig === undefined || loggingConfig === null ? {} : { loggingConfig };
}
