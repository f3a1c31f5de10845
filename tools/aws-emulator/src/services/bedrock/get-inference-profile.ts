import { AwsError, type ServiceCall } from '../service.ts';
import { profileAnswer, profilesOf } from './inference-profiles.ts';

const identifierPattern =
  /^(arn:aws[\w-]*:bedrock:[0-9a-z-]{0,20}:(\d{12})?:(application-)?inference-profile\/)?[\w:.-]+$/;

export function getInferenceProfile(call: ServiceCall): unknown {
  const { inferenceProfileIdentifier } = call.input as { inferenceProfileIdentifier: string };
  if (!identifierPattern.test(inferenceProfileIdentifier)) {
    throw new AwsError('ValidationException', 'The provided model identifier is invalid.');
  }
  const profile = profilesOf(call).find(
    ({ inferenceProfileId, inferenceProfileArn }) =>
      inferenceProfileId === inferenceProfileIdentifier ||
      inferenceProfileArn === inferenceProfileIdentifier,
  );
  if (profile === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      'The specified inference profile was not found.',
      {
        status: 404,
      },
    );
  }
  return profileAnswer(profile);
}
