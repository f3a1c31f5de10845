import { AwsError, type ServiceCall } from '../service.ts';
import { profilesOf } from './inference-profiles.ts';

/** Tags of an inference profile; nothing else that could have tags is kept here. */
export function listTagsForResource(call: ServiceCall): unknown {
  const { resourceARN } = call.input as { resourceARN?: string };
  if (resourceARN === undefined) {
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value null at 'resourceARN' failed to satisfy constraint: Member must not be null",
    );
  }
  const profile = profilesOf(call).find(
    ({ inferenceProfileArn }) => inferenceProfileArn === resourceARN,
  );
  if (profile === undefined) {
    throw new AwsError('ResourceNotFoundException', 'The specified resource was not found.', {
      status: 404,
    });
  }
  return { tags: Object.entries(profile.tags ?? {}).map(([key, value]) => ({ key, value })) };
}
