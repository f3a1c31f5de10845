import type { ParameterConfig } from '../../state/emulator-config.ts';
import { regionOf } from '../../state/region-of.ts';
import { isKmsDenied } from '../is-kms-denied.ts';
import { AwsError, type ServiceCall } from '../service.ts';

interface GetParameterRequest {
  Name?: string;
  WithDecryption?: boolean;
}

/**
 * A parameter, by name or by ARN.
 *
 * Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function getParameter(call: ServiceCall): unknown {
  const { Name, WithDecryption = false } = call.input as GetParameterRequest;
  if (typeof Name !== 'string' || Name === '') {
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    );
  }
  const parameter = findParameter(call, Name);
  // AWS says nothing more of one that is not there.
  if (parameter === undefined) throw new AwsError('ParameterNotFound', '');
  const isEncrypted = parameter.type === 'SecureString';
  if (isEncrypted && WithDecryption) refuseKey(call, parameter.kmsKeyId);
  return {
    Parameter: {
      ARN: parameterArn(call, parameter.name),
      DataType: 'text',
      LastModifiedDate: Date.parse('2026-11-01T00:00:00Z') / 1000,
      Name: parameter.name,
      Type: parameter.type,
      Value: isEncrypted && !WithDecryption ? ciphertext : parameter.value,
      Version: 1,
    },
  };
}

/** What nobody can read; on AWS it is longer, and holds the value. */
const ciphertext = `AQICAH${'h'.repeat(58)}`;

function findParameter(call: ServiceCall, asked: string): ParameterConfig | undefined {
  const { parameters } = regionOf(call.state, call.accountId, call.region);
  return parameters.find(({ name }) => asked === name || asked === parameterArn(call, name));
}

function refuseKey(call: ServiceCall, kmsKeyId: string | undefined): void {
  if (!isKmsDenied(call, kmsKeyId)) return;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${call.principalArn} is not authorized to perform: kms:Decrypt on resource: ${kmsKeyId} because no identity-based policy allows the kms:Decrypt action (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException)`,
  );
}

/** ARN of a parameter: the slash that some names begin with stands in it once. */
export function parameterArn({ region, accountId }: ServiceCall, name: string): string {
  if (name.startsWith('arn:')) return name;
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`;
}
