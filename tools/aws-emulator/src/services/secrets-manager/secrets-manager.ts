import type { Service } from '../service.ts';
import { findSecret } from './find-secret.ts';
import { getSecretValue } from './get-secret-value.ts';
import { secretArn } from './secret-arn.ts';

/** AWS Secrets Manager, whose secrets come from the configuration and are only read. */
export const secretsManager: Service = {
  name: 'secretsmanager',
  protocol: 'json',
  target: 'secretsmanager',
  actionOf: (operation) => `secretsmanager:${operation}`,
  resourceOf(call) {
    const { SecretId = '*' } = call.input as { SecretId?: string };
    const secret = findSecret(call);
    // AWS names what was asked for where there is no such secret.
    return secret === undefined ? SecretId : secretArn(call, secret);
  },
  operations: { GetSecretValue: getSecretValue },
};
