import { AwsError, type ServiceCall } from '../service.ts';

export interface AssumeRoleRequest {
  RoleArn: string;
  RoleSessionName: string;
  ExternalId: string | undefined;
  DurationSeconds: number;
}

interface Limits {
  min: number;
  max: number;
  pattern: RegExp;
}

const known = ['RoleArn', 'RoleSessionName', 'ExternalId', 'DurationSeconds'];
// MaxSessionDuration of a role that nobody has changed, and the limit of a role assumed from a role.
const longestSeconds = 3600;

/**
 * Checks the form of AssumeRole against the limits of
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function readAssumeRole(call: ServiceCall): AssumeRoleRequest {
  const form = call.input as Record<string, string | undefined>;
  const foreign = Object.keys(form).find((name) => !known.includes(name));
  if (foreign !== undefined) throw validationError(`The emulator does not know ${foreign}.`);

  const { RoleArn, RoleSessionName, ExternalId } = form;
  check('roleArn', RoleArn, { min: 20, max: 2048, pattern: /^[\t\n\r -~\u0085\u00A0-\uFFFD]+$/ });
  check('roleSessionName', RoleSessionName, { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ });
  if (ExternalId !== undefined) {
    check('externalId', ExternalId, { min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ });
  }
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(RoleArn)) {
    throw validationError(`${RoleArn} is invalid`);
  }
  return { RoleArn, RoleSessionName, ExternalId, DurationSeconds: readDuration(call) };
}

function readDuration(call: ServiceCall): number {
  const text = (call.input['DurationSeconds'] as string | undefined) ?? String(longestSeconds);
  const seconds = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds)) throw new AwsError('MalformedInput', 'DurationSeconds is no integer');
  if (seconds < 900 || seconds > 43_200) {
    throw validationError(
      `1 validation error detected: Value '${text}' at 'durationSeconds' failed to satisfy constraint: ` +
        (seconds < 900
          ? 'Member must have value greater than or equal to 900'
          : 'Member must have value less than or equal to 43200'),
    );
  }
  if (seconds <= longestSeconds) return seconds;
  throw validationError(
    call.principalArn.includes(':assumed-role/')
      ? 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'
      : 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
}

function check(member: string, value: string | undefined, limits: Limits): asserts value is string {
  const constraint = brokenConstraint(value, limits);
  if (constraint === null) return;
  const shown = value === undefined ? 'null' : `'${value}'`;
  throw validationError(
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

function brokenConstraint(value: string | undefined, limits: Limits): string | null {
  const { min, max, pattern } = limits;
  if (value === undefined) return 'Member must not be null';
  if (value.length < min) return `Member must have length greater than or equal to ${min}`;
  if (value.length > max) return `Member must have length less than or equal to ${max}`;
  if (pattern.test(value)) return null;
  return `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`;
}

function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
