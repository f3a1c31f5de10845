import { secretArn, type SecretConfig, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import type { SpawnedDynamodb } from '@bedrock-spend/aws-emulator/dynamodb';
import type { ResourceModels } from '@bedrock-spend/pulumi-engine';

import { standIn } from './local-functions.testing.ts';

const tableType = 'aws:dynamodb/table:Table';
const secretType = 'aws:secretsmanager/secret:Secret';
const versionType = 'aws:secretsmanager/secretVersion:SecretVersion';

/** Makes the tables and the secrets of a program where the function will look for them. */
export function localData(emulator: SpawnedEmulator, dynamodb: SpawnedDynamodb): ResourceModels {
  const secrets = new Map<string, SecretConfig>();
  return {
    [tableType]: async (resource) => {
      const { hashKey, rangeKey } = resource.inputs;
      const made = await standIn(tableType, resource);
      const keys = [hashKey, rangeKey].filter((key) => typeof key === 'string');
      await dynamodb.createTable(made.id, keys);
      return made;
    },
    [secretType]: ({ inputs, place }) => {
      const name = String(inputs['name']);
      const arn = secretArn(place, { name });
      secrets.set(arn, { name });
      return { id: arn, outputs: { name, arn } };
    },
    [versionType]: async (resource) => {
      const { secretId, secretString } = resource.inputs;
      const secret = secrets.get(String(secretId));
      if (secret === undefined) throw new Error(`There is no secret ${String(secretId)}.`);
      secrets.set(String(secretId), { ...secret, value: String(secretString) });
      const { region, accountId } = resource.place;
      await emulator.control.setSecrets({ accountId, region, secrets: [...secrets.values()] });
      return standIn(versionType, resource);
    },
  };
}
