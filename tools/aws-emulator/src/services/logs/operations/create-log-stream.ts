import { ensureLogStream } from '../../../state/log-groups.ts';
import { AwsError } from '../../aws-error.ts';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import { logGroupName, logStreamName } from '../constraints.ts';
import { findLogGroup } from '../find-log-group.ts';

export function createLogStream(call: ServiceCall): void {
  const input = checkInput(call.input, {
    logGroupName: { ...logGroupName, required: true },
    logStreamName: { ...logStreamName, required: true },
  });
  const group = findLogGroup(call, input.logGroupName);
  const name = input.logStreamName;
  if (group.streams.has(name)) {
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  }
  ensureLogStream(call.state, group, { name, createdAtMs: call.now() });
}
