import { defaultRoleName, type AwsAccessOptions } from './access-options.ts';
import { askAws } from './ask-aws.ts';
import { assumedRole } from './assumed-role.ts';
import { createAwsClients, type AwsClients } from './aws-clients.ts';
import { askIdentity, type AwsIdentity } from './aws-identity.ts';
import type { AwsCredentials, AwsTarget } from './aws-target.ts';
import { createHttpHandler } from './create-http-handler.ts';
import { defaultRegion } from './default-region.ts';
import { permissionResource } from './permissions.ts';
import { sharedCredentials } from './shared-credentials.ts';
import { SpendError } from '../errors.ts';

/** An account in a region, with the clients to ask it. */
export interface AwsPlace extends AwsTarget {
  clients: AwsClients;
  /** ARN of the role that is assumed there; `null` in the caller's own account. */
  roleArn: string | null;
}

/** The accounts that one set of credentials leads to. */
export interface AwsAccess {
  /** Who is calling; asked once. */
  identity(): Promise<AwsIdentity>;
  /** The region to ask where none is named; throws where there is none either. */
  region(): Promise<string>;
  /** A region to ask what is not of any region. */
  homeRegion(): Promise<string>;
  /** The same account in the same region is always the same place. Assumes no role yet. */
  place(accountId: string, region: string): Promise<AwsPlace>;
}

export interface AccessContext {
  now: () => Date;
  /** A region to ask who is calling, where no other is known. */
  anyRegion?: string | undefined;
}

/** Finds credentials when they are first needed, and roles in other accounts when those are. */
export function createAwsAccess(
  options: Pick<AwsAccessOptions, 'profile' | 'region' | 'roleName' | 'externalId'>,
  { now, anyRegion }: AccessContext,
): AwsAccess {
  const { profile, roleName = defaultRoleName, externalId } = options;
  const base = baseCredentials(profile);
  const ownClients = new Map<string, AwsClients>();
  const places = new Map<string, AwsPlace>();
  const roles = new Map<string, AwsCredentials>();
  let identity: Promise<AwsIdentity> | null = null;
  let region: Promise<string | null> | null = null;

  function givenRegion(): Promise<string | null> {
    region ??=
      options.region === undefined ? defaultRegion(profile) : Promise.resolve(options.region);
    return region;
  }

  function clientsIn(region: string): AwsClients {
    const clients = ownClients.get(region) ?? createAwsClients({ region, credentials: base });
    ownClients.set(region, clients);
    return clients;
  }

  // Keys that STS gives in one region are good in all.
  async function homeRegion(): Promise<string> {
    return (await givenRegion()) ?? anyRegion ?? 'us-east-1';
  }

  async function whoCalls(): Promise<AwsIdentity> {
    const region = await homeRegion();
    return askIdentity({ clients: clientsIn(region), region, profile });
  }

  function knownIdentity(): Promise<AwsIdentity> {
    identity ??= whoCalls().catch((error: unknown) => {
      identity = null;
      throw error;
    });
    return identity;
  }

  async function roleIn(accountId: string) {
    const caller = await knownIdentity();
    const region = await homeRegion();
    const roleArn = permissionResource('sts:AssumeRole', {
      accountId,
      region,
      roleName,
      partition: caller.partition,
    });
    const clients = clientsIn(region);
    const credentials =
      roles.get(roleArn) ??
      sharedCredentials(
        assumedRole({ clients, caller, roleArn, externalId, region, profile }),
        now,
      );
    roles.set(roleArn, credentials);
    return { roleArn, credentials };
  }

  return {
    identity: knownIdentity,
    async region() {
      const region = await givenRegion();
      if (region === null) throw noRegion();
      return region;
    },
    homeRegion,
    async place(accountId, region) {
      const key = `${accountId} ${region}`;
      const caller = await knownIdentity();
      const { roleArn, credentials } =
        accountId === caller.accountId
          ? { roleArn: null, credentials: base }
          : await roleIn(accountId);
      let place = places.get(key);
      if (place === undefined) {
        const clients =
          roleArn === null ? clientsIn(region) : createAwsClients({ region, credentials });
        place = { accountId, region, credentials, clients, roleArn };
        places.set(key, place);
      }
      return place;
    },
  };
}

/** The SDK's own search: environment, profile, SSO, web identity, containers, instances. */
function baseCredentials(profile: string | undefined): AwsCredentials {
  let chain: Promise<AwsCredentials> | null = null;
  return async (properties) => {
    chain ??= createChain(profile);
    const provider = await chain;
    return askAws({ action: 'sts:GetCallerIdentity', profile }, () => provider(properties));
  };
}

async function createChain(profile: string | undefined): Promise<AwsCredentials> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return fromNodeProviderChain({
    ...(profile === undefined ? {} : { profile }),
    // A profile that is asked for comes before keys in the environment: nothing to warn people of.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    // SSO and roles of profiles are asked for through the same proxy.
    clientConfig: { requestHandler: await createHttpHandler() },
  });
}

function ignore(): void {}

function noRegion(): SpendError {
  return new SpendError(
    'INVALID_QUERY',
    'No region is known: give one with --region (or --region all), or set AWS_REGION or a region for the AWS profile.',
  );
}
