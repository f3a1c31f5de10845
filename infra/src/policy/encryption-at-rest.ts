import { plain } from '@bedrock-spend/pulumi-engine';

import { eachResource } from './policy-check.ts';

/** What is wrong with the encryption of a resource; null where it is encrypted. */
type Encryption = (inputs: Readonly<Record<string, unknown>>) => string | null;

/** AWS encrypts it whatever the settings, by a key of its own where none is named. */
const always: Encryption = () => null;

/** How data is encrypted by type, with what counts as AWS's default. */
const encryptions: Readonly<Record<string, Encryption>> = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
  'aws:dynamodb/table:Table': always,
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
  'aws:ecr/repository:Repository': always,
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  'aws:secretsmanager/secret:Secret': always,
  'aws:secretsmanager/secretVersion:SecretVersion': always,
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/data-protection.html
  'aws:cloudwatch/logGroup:LogGroup': always,
  // Its environment: https://docs.aws.amazon.com/lambda/latest/dg/security-encryption-at-rest.html
  'aws:lambda/function:Function': always,
  // Since January 2023: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
  'aws:s3/bucket:Bucket': always,
  // The layers of the image are in the repository.
  'docker-build:index:Image': always,
  // Its disks are encrypted, messages are by a key: https://docs.aws.amazon.com/sns/latest/dg/sns-data-encryption.html
  'aws:sns/topic:Topic': ({ kmsMasterKeyId }) =>
    /(?:^|:)alias\/aws\/sns$/.test(String(plain(kmsMasterKeyId ?? '')))
      ? 'is encrypted by a key that alarms cannot use: name a key of KMS whose policy lets CloudWatch in, or none'
      : null,
};

/** Settings, permissions, routes and measures: nothing is stored under them. */
const holdsNoData = [
  /^aws:apigateway\//,
  /^aws:iam\//,
  /^aws:route53\//,
  /^aws:cloudwatch\/metricAlarm:/,
  /^aws:bedrockmodel\/invocationLoggingConfiguration:/,
  /^aws:ecr\/(?:lifecyclePolicy|repositoryPolicy):/,
  /^aws:lambda\/(?:permission|functionUrl):/,
  /^aws:s3\/bucketPublicAccessBlock:/,
  /^aws:sns\/(?:topicPolicy|topicSubscription):/,
  // Keys are in the state of Pulumi, which encrypts what is secret.
  /^random:/,
  /^pulumi:/,
  /^bedrock-spend:/,
];

/** All that holds data is encrypted where it lies; a type that nobody has thought of is not let by. */
export const encryptionAtRest = eachResource(({ type, inputs }) => {
  const encryption = encryptions[type];
  if (encryption !== undefined) return [encryption(inputs) ?? []].flat();
  if (holdsNoData.some((pattern) => pattern.test(type))) return [];
  return [`is of the type ${type}: say in encryption-at-rest.ts how its data is encrypted`];
});
