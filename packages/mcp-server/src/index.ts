export type { CallObserver } from './call-observer.ts';
export { createApp, type App, type AppOptions } from './http.ts';
export {
  createLogger,
  serverLogLevels,
  type LoggerOptions,
  type ServerLogLevel,
} from './logger.ts';
export { startServer, type RunningServer, type StartOptions } from './serve.ts';
export { createServer, type ServerOptions } from './server.ts';
export { serverInfo } from './server-info.ts';
export type { ServiceOptions } from './services.ts';
export type { MakeServer } from './sessions/session.ts';
export type { SessionLimits } from './sessions/session-registry.ts';
export { startStdio, type StdioOptions, type StdioServer } from './stdio.ts';
export { definitions } from './tools/definitions.ts';
export type {
  CheckSetup,
  LogLevel,
  ProgressStep,
  Services,
  ToolAnnotations,
  ToolAnswer,
  ToolContext,
  ToolDefinition,
} from './tools/tool.ts';
