import type { SecretConfig } from '../../state/emulator-config.ts';
import { isKmsDenied } from '../is-kms-denied.ts';
import { AwsError, type ServiceCall } from '../service.ts';
import { findSecret } from './find-secret.ts';
import { secretArn } from './secret-arn.ts';

interface GetSecretValueRequest {
  SecretId?: string;
  VersionId?: string;
  VersionStage?: string;
}

const versionId = '00000000-0000-4000-8000-000000000001';

/**
 * The one version that a secret has here.
 *
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html; the
 * texts of the errors as the service gives them.
 */
export function getSecretValue(call: ServiceCall): unknown {
  const { SecretId, VersionId, VersionStage } = call.input as GetSecretValueRequest;
  if (typeof SecretId !== 'string' || SecretId === '') {
    throw new AwsError('ValidationException', 'Secret ID must not be empty.');
  }
  const secret = readableSecret(call, SecretId);
  if (VersionId !== undefined && VersionId !== versionId) {
    throw missing(
      `Secrets Manager can't find the specified secret value for VersionId: ${VersionId}`,
    );
  }
  const stage = VersionStage ?? 'AWSCURRENT';
  const { value, binary } = secret;
  if (stage !== 'AWSCURRENT' || (value ?? binary) === undefined) {
    throw missing(
      `Secrets Manager can't find the specified secret value for staging label: ${stage}`,
    );
  }
  return {
    ARN: secretArn(call, secret),
    CreatedDate: Date.parse('2026-11-01T00:00:00Z') / 1000,
    Name: secret.name,
    ...(binary === undefined ? { SecretString: value } : { SecretBinary: binary }),
    VersionId: versionId,
    VersionStages: ['AWSCURRENT'],
  };
}

function readableSecret(call: ServiceCall, id: string): SecretConfig {
  if (isOfAnother(id, call.accountId)) {
    throw denied(
      `User: ${call.principalArn} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${id} because no resource-based policy allows the secretsmanager:GetSecretValue action`,
    );
  }
  const secret = findSecret(call);
  if (secret === undefined) {
    throw missing("Secrets Manager can't find the specified secret.");
  }
  if (secret.isDeleted === true) {
    throw new AwsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  if (isKmsDenied(call, secret.kmsKeyId)) throw denied('Access to KMS is not allowed');
  return secret;
}

function isOfAnother(id: string, accountId: string): boolean {
  const owner = /^arn:[^:]*:secretsmanager:[^:]*:(\d{12}):/.exec(id)?.[1];
  return owner !== undefined && owner !== accountId;
}

function missing(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

function denied(message: string): AwsError {
  return new AwsError('AccessDeniedException', message);
}
