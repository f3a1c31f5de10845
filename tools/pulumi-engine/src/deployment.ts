import type { Message } from './message.ts';
import type { FunctionModels } from './models/function-model.ts';
import type { KnownModels } from './models/resource-model.ts';
import type { RegisteredResource } from './registered-resource.ts';

/** What one run gathers, and what it goes by. */
export interface Deployment {
  readonly project: string;
  readonly projectFolder: string;
  readonly stack: string;
  readonly accountId: string;
  readonly isPreview: boolean;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  readonly models: KnownModels;
  readonly functions: FunctionModels;
  readonly resources: Map<string, RegisteredResource>;
  readonly messages: Message[];
  outputs: Record<string, unknown>;
}

/** Fails the run: whatever the program does, a run with an error has failed. */
export function fail(deployment: Deployment, text: string, urn?: string): void {
  deployment.messages.push({ severity: 'error', text, ...(urn !== undefined && { urn }) });
}
