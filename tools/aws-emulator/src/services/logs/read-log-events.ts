import { AwsError } from '../aws-error.ts';
import { checkInput } from './check-input.ts';
import { invalidParameter } from './refusals.ts';

export interface InputEvent {
  /** Milliseconds since the epoch. */
  timestamp: number;
  message: string;
}

const MAX_EVENTS = 10_000;

/** The events of PutLogEvents, each with its time and its message. */
export function readLogEvents(value: unknown): InputEvent[] {
  if (!Array.isArray(value)) throw notConvertible('logEvents', 'List');
  if (value.length === 0 || value.length > MAX_EVENTS) {
    const demand =
      value.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MAX_EVENTS}`;
    throw invalidParameter(
      `1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have length ${demand}`,
    );
  }
  value.forEach((event: unknown, index) => checkEvent(event, `logEvents.${index + 1}.member`));
  return value as InputEvent[];
}

function checkEvent(event: unknown, member: string): void {
  if (typeof event !== 'object' || event === null) throw notConvertible(member, 'Structure');
  const { timestamp, message } = event as Partial<InputEvent>;
  checkInput(
    { [`${member}.timestamp`]: timestamp, [`${member}.message`]: message },
    {
      [`${member}.timestamp`]: { kind: 'integer', min: 0, required: true },
      [`${member}.message`]: { kind: 'string', min: 1, required: true },
    },
  );
}

function notConvertible(name: string, type: string): AwsError {
  return new AwsError('SerializationException', `${name} can not be converted to a ${type}`);
}
