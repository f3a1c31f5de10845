export { checkSetup, type SetupOptions } from './cloudwatch-setup.ts';
export type { AwsAccessOptions } from './aws/access-options.ts';
export { cloudwatchSource, type CloudwatchSourceOptions } from './cloudwatch-source.ts';
export { presentSetup, type PresentSetupOptions } from './present/setup-text.ts';
export type { PolicyDocument, SetupReport } from './model/setup-report.ts';
export type { QueryEngine } from './source/cloudwatch/query-engine.ts';
