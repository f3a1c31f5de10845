import { addLogGroup } from '../../../state/log-groups.ts';
import { regionOf } from '../../../state/region-of.ts';
import { AwsError } from '../../aws-error.ts';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import { logGroupClass, logGroupName } from '../constraints.ts';
import { invalidParameter } from '../refusals.ts';

export function createLogGroup(call: ServiceCall): void {
  const { accountId, region } = call;
  const input = checkInput(call.input, {
    logGroupName: { ...logGroupName, required: true },
    logGroupClass,
    kmsKeyId: { kind: 'string', max: 256 },
    deletionProtectionEnabled: { kind: 'boolean' },
  });
  const name = input.logGroupName;
  if (name.startsWith('aws/')) {
    throw invalidParameter("Log groups starting with 'aws/' are reserved for AWS.");
  }
  if (input.kmsKeyId !== undefined) {
    throw invalidParameter('The specified KMS Key Id could not be found.');
  }
  const logClass = input.logGroupClass ?? 'STANDARD';
  if (logClass !== 'STANDARD' && logClass !== 'INFREQUENT_ACCESS') {
    throw invalidParameter(`The emulator has no log groups of class ${logClass}.`);
  }
  if (regionOf(call.state, accountId, region).logGroups.has(name)) {
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  addLogGroup(call.state, {
    accountId,
    region,
    name,
    logClass,
    retentionInDays: null,
    createdAtMs: call.now(),
  });
}
