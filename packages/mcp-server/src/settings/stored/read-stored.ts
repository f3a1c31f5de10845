import { SpendError } from '@bedrock-spend/core';

import { serverInfo } from '../../server-info.ts';
import { storedError } from './stored-error.ts';
import type { StoredPlace } from './stored-place.ts';

// Lambda gives a function ten seconds to start, and says nothing of why it gave up.
const totalMs = 5_000;
const connectionTimeoutMs = 1_000;
const requestTimeoutMs = 2_000;

/**
 * Reads the text that AWS keeps at a place.
 *
 * @throws SpendError with one sentence that names the place and what is missing.
 */
export async function readStored(place: StoredPlace): Promise<string> {
  const signal = AbortSignal.timeout(totalMs);
  try {
    return await (place.kind === 'secret' ? secretText : parameterText)(place, signal);
  } catch (error) {
    throw storedError(error, { place, isLate: signal.aborted, totalMs });
  }
}

async function secretText(place: StoredPlace, abortSignal: AbortSignal): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } =
    await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient(settings(place));
  try {
    const command = new GetSecretValueCommand({ SecretId: place.arn });
    const { SecretString } = await client.send(command, { abortSignal });
    if (SecretString !== undefined) return SecretString;
    throw new SpendError(
      'INVALID_CONFIG',
      `The secret ${place.arn} holds bytes: put a text in their place.`,
    );
  } finally {
    client.destroy();
  }
}

async function parameterText(place: StoredPlace, abortSignal: AbortSignal): Promise<string> {
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient(settings(place));
  try {
    const command = new GetParameterCommand({ Name: place.arn, WithDecryption: true });
    const { Parameter: { Type, Value = '' } = {} } = await client.send(command, { abortSignal });
    if (Type === 'SecureString') return Value;
    throw new SpendError(
      'INVALID_CONFIG',
      `The parameter ${place.arn} is kept as it is, for all who list parameters to see: make it a SecureString, and its keys new.`,
    );
  } finally {
    client.destroy();
  }
}

function settings({ region }: StoredPlace) {
  return {
    region,
    maxAttempts: 3,
    customUserAgent: [[serverInfo.name, serverInfo.version] as [string, string]],
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  };
}
