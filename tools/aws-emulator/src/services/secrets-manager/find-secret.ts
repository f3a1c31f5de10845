import type { SecretConfig } from '../../state/emulator-config.ts';
import { regionOf } from '../../state/region-of.ts';
import type { ServiceCall } from '../service.ts';
import { secretArn } from './secret-arn.ts';

/** The secret that a call names, by name or by ARN, with or without the letters at its end. */
export function findSecret(call: ServiceCall): SecretConfig | undefined {
  const { secrets } = regionOf(call.state, call.accountId, call.region);
  const asked = call.input['SecretId'];
  return secrets.find((secret) => {
    const arn = secretArn(call, secret);
    return asked === secret.name || asked === arn || asked === arn.replace(/-[A-Z2-7]{6}$/, '');
  });
}
