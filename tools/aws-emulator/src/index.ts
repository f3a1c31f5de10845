export { publishedExample } from './published-example.ts';
export { createEmulatorControl } from './control/emulator-control.ts';
export type { EmulatorControl } from './control/emulator-control.ts';
export type { AccessKey } from './credentials-of.ts';
export type { Fault, FaultKind } from './front/faults.ts';
export type { LoggedRequest } from './front/request-log.ts';
export { secretArn } from './services/secrets-manager/secret-arn.ts';
export { spawnEmulator } from './spawn-emulator.ts';
export type { SpawnedEmulator } from './spawn-emulator.ts';
export { startEmulator } from './start-emulator.ts';
export type { EmulatorOptions, RunningEmulator } from './start-emulator.ts';
export type {
  AccountConfig,
  CostRecord,
  EmulatorConfig,
  InferenceProfileConfig,
  LatencyConfig,
  LogGroupConfig,
  LoggingConfig,
  ParameterConfig,
  RegionConfig,
  SecretConfig,
} from './state/emulator-config.ts';
