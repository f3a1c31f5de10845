import { AwsError } from '../service.ts';

export function validationException(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** What AWS says about a member that the request lacks. */
export function missingMember(member: string): AwsError {
  return validationException(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** What AWS says about a value that its enumeration does not have. */
export function notInEnum(options: {
  member: string;
  value: unknown;
  values: readonly string[];
}): AwsError {
  const { member, value, values } = options;
  return validationException(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${values.join(', ')}]`,
  );
}
