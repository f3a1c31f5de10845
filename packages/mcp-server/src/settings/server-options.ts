import type { StartOptions } from '../serve.ts';
import { lazySessionStore } from '../sessions/lazy-session-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { loadSecrets } from './load-secrets.ts';
import type { ServerSecrets } from './secrets-of.ts';
import type { ServerSettings } from './server-settings.ts';

/** What an operator decides about calls, however they come in. */
export type CallOptions = Pick<StartOptions, 'allow' | 'limits' | 'callTimeLimitMs'>;

/** What an operator decides about a server over HTTP. */
export type OperatorOptions = CallOptions &
  Pick<StartOptions, 'access' | 'sessions' | 'app' | 'noticeMs' | 'graceMs'>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Options of a server over HTTP from the settings (a path or JSON; none where left out) and the
 * secrets that the environment gives or names.
 *
 * @throws SpendError `INVALID_CONFIG` with one sentence that names the place and what is wrong; what
 *   the session store says where it cannot be used.
 */
export async function serverOptions(
  pathOrJson: string | undefined,
  env: Environment,
): Promise<OperatorOptions> {
  const settings = await settingsOf(pathOrJson);
  const secrets = await loadSecrets(env);
  const { apiKeys, oauth, shutdown = {} } = settings;
  return {
    ...callOptionsOf(settings, secrets),
    access: apiKeys === undefined && oauth === undefined ? undefined : { apiKeys, oauth },
    sessions: { keys: secrets.sessionKeys, ...sessionOptions(settings.sessions) },
    noticeMs: milliseconds(shutdown.noticeSeconds),
    graceMs: milliseconds(shutdown.graceSeconds),
    app: {
      publicUrl: settings.publicUrl,
      allowedHosts: settings.allowedHosts,
      allowedOrigins: settings.allowedOrigins,
      paths: settings.paths,
      maxBodyBytes: settings.limits?.bodyBytes,
    },
  };
}

/** Options of a server over stdio: whoever starts it is its only caller, and has one session. */
export async function callOptions(
  pathOrJson: string | undefined,
  env: Environment,
): Promise<CallOptions> {
  return callOptionsOf(await settingsOf(pathOrJson), await loadSecrets(env));
}

async function settingsOf(pathOrJson: string | undefined): Promise<ServerSettings> {
  if (pathOrJson === undefined) return {};
  const { loadServerSettings } = await import('./load-settings.ts');
  return loadServerSettings(pathOrJson);
}

function callOptionsOf(
  { allow, limits = {} }: ServerSettings,
  { pseudonymKey }: ServerSecrets,
): CallOptions {
  const { callSeconds, bodyBytes: _ofHttp, ...callLimits } = limits;
  const isFree = allow === undefined && pseudonymKey === undefined;
  return {
    allow: isFree ? undefined : { ...allow, pseudonymKey },
    limits: callLimits,
    callTimeLimitMs: milliseconds(callSeconds),
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

const hourMs = 60 * 60 * 1000;

function sessionOptions({
  table,
  tableRegion,
  lifetimeHours,
  maxSessions,
  streams,
}: NonNullable<ServerSettings['sessions']> = {}): StartOptions['sessions'] {
  return {
    store: table === undefined ? undefined : tableStore(table, tableRegion),
    lifetimeMs: lifetimeHours === undefined ? undefined : lifetimeHours * hourMs,
    maxSessions,
    canStream: streams,
  };
}

/** Loaded when it is first used: the AWS SDK costs more than the rest of the start. */
function tableStore(tableName: string, region: string | undefined): SessionStore {
  return lazySessionStore({
    name: `DynamoDB table ${tableName}`,
    isShared: true,
    async load() {
      const { dynamodbSessionStore } = await import('../dynamodb.ts');
      return dynamodbSessionStore({ tableName, region });
    },
  });
}
