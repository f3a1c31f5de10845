import {
  startRestApi,
  type ApiKey,
  type Front,
  type LambdaFunction,
  type UsagePlan,
} from '@bedrock-spend/lambda-harness';
import type { ResourceModel, ResourceModels, ResourceToMake } from '@bedrock-spend/pulumi-engine';

import { standIn } from './local-functions.testing.ts';

type Inputs = Readonly<Record<string, unknown>>;

/** Refuses all until the program's own plan has come; the front reads it anew for each request. */
const closedPlan = (): UsagePlan => ({
  ratePerSecond: 0,
  burst: 0,
  quota: { limit: 0, period: 'DAY' },
});

export interface LocalApi {
  models: ResourceModels;
  close(): Promise<void>;
}

/**
 * Serves the stages of a program's REST API on loopback: with the transfer mode, the time and the
 * need of a key that its integrations and methods have, and the keys that its usage plan lets in.
 */
export function localApi(functions: ReadonlyMap<string, LambdaFunction>): LocalApi {
  const seen = new Map<string, Inputs[]>();
  const keys = new Map<string, ApiKey>();
  const attached: ApiKey[] = [];
  const plan = closedPlan();
  const fronts: Front[] = [];
  const remember: ResourceModel = async (resource) => {
    seen.set(resource.type, [...(seen.get(resource.type) ?? []), resource.inputs]);
    return standIn(resource.type, resource);
  };
  return {
    models: {
      [apiType('Method')]: remember,
      [apiType('Integration')]: remember,
      [apiType('Stage')]: async (resource) => {
        const front = await startRestApi({
          ...routeOf({
            methods: seen.get(apiType('Method')) ?? [],
            integrations: seen.get(apiType('Integration')) ?? [],
            functions,
          }),
          stage: String(resource.inputs['stageName']),
          apiKeys: attached,
          usagePlan: plan,
        });
        fronts.push(front);
        const { id, outputs } = await standIn(resource.type, resource);
        return { id, outputs: { ...outputs, invokeUrl: front.url } };
      },
      [apiType('UsagePlan')]: (resource) => {
        Object.assign(plan, planOf(resource));
        return standIn(resource.type, resource);
      },
      [apiType('ApiKey')]: async (resource) => {
        const made = await standIn(resource.type, resource);
        const { name, value } = made.outputs;
        keys.set(made.id, { id: made.id, name: String(name), value: String(value) });
        return made;
      },
      [apiType('UsagePlanKey')]: (resource) => {
        const key = keys.get(String(resource.inputs['keyId']));
        if (key === undefined) throw new Error('There is no such key.');
        attached.push(key);
        return standIn(resource.type, resource);
      },
    },
    close: async () => {
      await Promise.all(fronts.map((front) => front.close()));
    },
  };
}

const apiType = (name: string): string =>
  `aws:apigateway/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

/** The stand-in has one way for all paths, so the program's routes have to agree. */
function routeOf(found: {
  methods: readonly Inputs[];
  integrations: readonly Inputs[];
  functions: ReadonlyMap<string, LambdaFunction>;
}) {
  const { methods, integrations, functions } = found;
  const uri = String(only(integrations, 'uri'));
  const target = functions.get(/:function:([\w-]+)/.exec(uri)?.[1] ?? '');
  if (target === undefined) throw new Error(`No function was started for ${uri}.`);
  return {
    target,
    transferMode: only(integrations, 'responseTransferMode') as 'STREAM' | 'BUFFERED',
    timeoutMs: only(integrations, 'timeoutMilliseconds') as number,
    isKeyRequired: only(methods, 'apiKeyRequired') === true,
  };
}

function only(all: readonly Inputs[], name: string): unknown {
  const values = new Set(all.map((inputs) => inputs[name]));
  if (values.size !== 1) throw new Error(`The routes have ${values.size} different ${name}.`);
  return [...values][0];
}

function planOf({ inputs }: ResourceToMake): UsagePlan {
  const { throttleSettings, quotaSettings } = inputs as unknown as {
    throttleSettings: { rateLimit: number; burstLimit: number };
    quotaSettings: UsagePlan['quota'];
  };
  return {
    ratePerSecond: throttleSettings.rateLimit,
    burst: throttleSettings.burstLimit,
    quota: { limit: quotaSettings.limit, period: quotaSettings.period },
  };
}
