import { AwsError } from '../aws-error.ts';

/** A document that a bucket has, put and got under a name in the query. */
export interface Setting {
  name: string;
  put: string;
  get: string;
  /** The action that allows it; `s3:` and the operation where it is not named. */
  actions?: { put?: string; get?: string };
  /** Throws what S3 answers to a document that it does not take. */
  check(document: string, bucket: string): void;
  /** What a bucket has before anything is put. */
  whenUnset: string | { code: string; message: string };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const settings: readonly Setting[] = [
  {
    name: 'versioning',
    put: 'PutBucketVersioning',
    get: 'GetBucketVersioning',
    check: (document) => checkXml(document, 'VersioningConfiguration'),
    whenUnset: '<VersioningConfiguration/>',
  },
  {
    name: 'tagging',
    put: 'PutBucketTagging',
    get: 'GetBucketTagging',
    check: (document) => checkXml(document, 'Tagging'),
    whenUnset: { code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
  },
  {
    name: 'encryption',
    put: 'PutBucketEncryption',
    get: 'GetBucketEncryption',
    actions: { put: 's3:PutEncryptionConfiguration', get: 's3:GetEncryptionConfiguration' },
    check: (document) => checkXml(document, 'ServerSideEncryptionConfiguration'),
    // Every bucket is encrypted since January 2023.
    whenUnset:
      '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>',
  },
  {
    name: 'publicAccessBlock',
    put: 'PutPublicAccessBlock',
    get: 'GetPublicAccessBlock',
    actions: { put: 's3:PutBucketPublicAccessBlock', get: 's3:GetBucketPublicAccessBlock' },
    check: (document) => checkXml(document, 'PublicAccessBlockConfiguration'),
    whenUnset: {
      code: 'NoSuchPublicAccessBlockConfiguration',
      message: 'The public access block configuration was not found',
    },
  },
  {
    name: 'policy',
    put: 'PutBucketPolicy',
    get: 'GetBucketPolicy',
    check: checkPolicy,
    whenUnset: { code: 'NoSuchBucketPolicy', message: 'The bucket policy does not exist' },
  },
];

/** Actions of the operations whose action has another name. */
export const settingActions: Readonly<Record<string, string>> = Object.fromEntries(
  settings.flatMap(({ put, get, actions }) => [
    [put, actions?.put ?? `s3:${put}`],
    [get, actions?.get ?? `s3:${get}`],
  ]),
);

/** Throws unless the document has this root. */
export function checkXml(document: string, root: string): void {
  const text = document.replace(/^<\?xml[^>]*\?>/, '').trim();
  const isRoot = new RegExp(`^<${root}(?: [^>]*)?>.*</${root}>$`, 's').test(text);
  if (isRoot || new RegExp(`^<${root}(?: [^>]*)?/>$`).test(text)) return;
  throw new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

interface Policy {
  Statement?: { Resource?: string | string[] }[];
}

function checkPolicy(document: string, bucket: string): void {
  let policy: Policy;
  try {
    policy = JSON.parse(document) as Policy;
  } catch {
    throw malformed('Policies must be valid JSON and the first byte must be {');
  }
  if (!Array.isArray(policy.Statement)) throw malformed('Missing required field Statement');
  for (const resource of policy.Statement.flatMap(({ Resource = [] }) => Resource)) {
    if (
      !new RegExp(`^arn:aws[\\w-]*:s3:::${bucket.replaceAll('.', '\\.')}(?:/.*)?$`).test(resource)
    ) {
      throw malformed('Policy has invalid resource');
    }
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicy', message);
}
