import { askAws, callOptions } from '../ask-aws.ts';
import type { AwsPlace } from '../aws-access.ts';
import { partitionOf } from '../aws-partitions.ts';
import { permissionCheck, tryCall, type PermissionCheck } from './permission-check.ts';

/** Tries to look up an application inference profile: of those there are, else one that does not exist. */
export async function tryProfilePermissions(
  { clients, accountId, region }: AwsPlace,
  signal: AbortSignal | undefined,
): Promise<PermissionCheck[]> {
  const { GetInferenceProfileCommand, ListInferenceProfilesCommand, ListTagsForResourceCommand } =
    await import('@aws-sdk/client-bedrock');
  const bedrock = await clients.bedrock();
  const where = { accountId, region };
  let arn = `arn:${partitionOf(region)}:bedrock:${region}:${accountId}:application-inference-profile/000000000000`;

  const listed = await tryCall(async () => {
    const command = new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION', maxResults: 1 });
    const { inferenceProfileSummaries: [first] = [] } = await askAws(
      { action: 'bedrock:ListInferenceProfiles', ...where },
      () => bedrock.send(command, callOptions(signal)),
    );
    arn = first?.inferenceProfileArn ?? arn;
  });
  const found = await tryCall(() =>
    askAws({ action: 'bedrock:GetInferenceProfile', ...where }, () =>
      bedrock.send(
        new GetInferenceProfileCommand({ inferenceProfileIdentifier: arn }),
        callOptions(signal),
      ),
    ),
  );
  const tagged = await tryCall(() =>
    askAws({ action: 'bedrock:ListTagsForResource', ...where }, () =>
      bedrock.send(new ListTagsForResourceCommand({ resourceARN: arn }), callOptions(signal)),
    ),
  );
  return [
    permissionCheck('bedrock:ListInferenceProfiles', where, listed),
    permissionCheck('bedrock:GetInferenceProfile', where, found),
    permissionCheck('bedrock:ListTagsForResource', where, tagged),
  ];
}
