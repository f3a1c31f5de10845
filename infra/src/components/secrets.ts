import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import * as random from '@pulumi/random';

export interface SecretsArgs {
  name: string;
  /** The key of this generation signs session ids; the one before it is still known. */
  sessionKeyGeneration: number;
  hasPseudonymKey: boolean;
  isProtected: boolean;
  tags: Record<string, string>;
}

/** The keys of the server, made here and kept in one secret. */
export class Secrets extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Changes with the keys. */
  readonly versionId: pulumi.Output<string>;

  constructor(name: string, args: SecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:Secrets', name, {}, options);
    const { isProtected } = args;
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        name: args.name,
        description: 'Keys of the bedrock-spend MCP server: for session ids, and for pseudonyms',
        // A secret that waits to be deleted would keep its name from the next deployment.
        recoveryWindowInDays: isProtected ? 30 : 0,
        tags: args.tags,
      },
      { parent: this, protect: isProtected },
    );
    const version = new aws.secretsmanager.SecretVersion(
      name,
      { secretId: secret.id, secretString: secretText(name, args, this) },
      { parent: this },
    );
    this.arn = secret.arn;
    this.versionId = version.versionId;
    this.registerOutputs({ arn: this.arn });
  }
}

/**
 * 33 random bytes as base64url. Not RandomBytes: its id is the key itself, and ids stand in the state
 * unencrypted, https://github.com/pulumi/pulumi/issues/8946
 */
const randomBase64 = { length: 44, overrideSpecial: '-_' };

/** As BEDROCK_SPEND_SECRETS has it: docs/server-access.md. */
function secretText(
  name: string,
  { sessionKeyGeneration: newest, hasPseudonymKey, isProtected }: SecretsArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const key = (suffix: string, options?: pulumi.CustomResourceOptions) =>
    new random.RandomPassword(`${name}-${suffix}`, randomBase64, { parent, ...options }).result;
  // Keys of sessions come and go: protecting them would keep the one before the last from going.
  const generations = newest === 1 ? [1] : [newest, newest - 1];
  const sessionKeys = generations.map((generation) => {
    const id = `g${generation}`;
    return pulumi.interpolate`${id}:${key(`session-${id}`)}`;
  });
  return pulumi.secret(
    pulumi.jsonStringify({
      sessionKeys: pulumi.all(sessionKeys).apply((keys) => keys.join(',')),
      ...(hasPseudonymKey ? { pseudonymKey: key('pseudonym', { protect: isProtected }) } : {}),
    }),
  );
}
