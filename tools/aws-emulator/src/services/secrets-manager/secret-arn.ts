import type { SecretConfig } from '../../state/emulator-config.ts';
import { generatedId } from '../../state/generated-id.ts';
import type { ServiceCall } from '../service.ts';

/** ARN of a secret, which ends in six letters of AWS's choice: here the same in every run. */
export function secretArn(
  { region, accountId }: Pick<ServiceCall, 'region' | 'accountId'>,
  { name }: Pick<SecretConfig, 'name'>,
): string {
  const letters = generatedId('', `${accountId} ${region} secret ${name}`, 6);
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${letters}`;
}
