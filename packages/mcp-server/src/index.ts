export type { AllowList, CallerColumn } from './access/allow/allow-list.ts';
export type { AccessOptions } from './access/access-options.ts';
export type { CallLimits } from './access/limits/call-limits.ts';
export { createApiKey, type ApiKey } from './access/api-key.ts';
export { scopes, type Caller, type Scope } from './access/caller.ts';
export type { OAuthOptions } from './access/oauth/oauth-options.ts';
export type { CallContext, Question } from './call-context.ts';
export type { CatalogOptions } from './catalog/catalog.ts';
export type { Complete } from './completions/complete.ts';
export type { Content, Icon, ResourceContents } from './content.ts';
export { definitions, type Definitions } from './definitions.ts';
export type { ConnectionLimits } from './http/connections.ts';
export { createApp, type App, type AppOptions } from './http.ts';
export {
  createLogger,
  serverLogLevels,
  type LoggerOptions,
  type ServerLogLevel,
} from './logger.ts';
export type { PromptArgument, PromptDefinition, PromptMessage } from './prompts/prompt.ts';
export type { ResourceDefinition, ResourceTemplateDefinition } from './resources/resource.ts';
export { startServer, type RunningServer, type StartOptions } from './serve.ts';
export { createServer, type ServerOptions } from './server.ts';
export { serverInfo } from './server-info.ts';
export {
  callOptions,
  serverOptions,
  type CallOptions,
  type OperatorOptions,
} from './settings/server-options.ts';
export type { ServerSettings } from './settings/server-settings.ts';
export type { ServiceOptions } from './services.ts';
export {
  memorySessionStore,
  type MemorySessionStoreOptions,
} from './sessions/memory-session-store.ts';
export type { SessionKey } from './sessions/session-key.ts';
export type { SessionOptions } from './sessions/session-options.ts';
export type { SessionStore } from './sessions/session-store.ts';
export { startStdio, type StdioOptions, type StdioServer } from './stdio.ts';
export type {
  CheckSetup,
  LogLevel,
  ProgressStep,
  Services,
  ToolAnnotations,
  ToolAnswer,
  ToolDefinition,
} from './tools/tool.ts';
