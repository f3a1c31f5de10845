import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import { restrictServices } from '../access/allow/restrict-services.ts';
import { budgetServices } from '../access/limits/budget-services.ts';
import { createBudgets } from '../access/limits/budgets.ts';
import { createCallGate } from '../access/limits/call-gate.ts';
import { checkLimits, type CallLimits } from '../access/limits/call-limits.ts';
import type { LimitReason } from '../access/limits/limit-reason.ts';
import { limitedCatalog } from '../access/limits/limited-catalog.ts';
import { isAllowed } from '../access/is-allowed.ts';
import type { CallContext } from '../call-context.ts';
import type { ResourceContents } from '../content.ts';
import { describePrompt, type PromptDescription } from '../prompts/describe-prompt.ts';
import type { PromptMessage } from '../prompts/prompt.ts';
import { writePrompt, type PromptRequest } from '../prompts/write-prompt.ts';
import {
  describeResource,
  describeTemplate,
  type ResourceDescription,
  type TemplateDescription,
} from '../resources/describe-resource.ts';
import { countCosts, type CostWatch } from '../operation/count-costs.ts';
import { findResource, readResource, type Resources } from '../resources/read-resource.ts';
import { signOfResource } from '../resources/sign-of-resource.ts';
import { instructionsOf } from '../server-info.ts';
import { memorySessionStore } from '../sessions/memory-session-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { servicesOf, type ServiceOptions } from '../services.ts';
import type { Call, CallResult } from '../tools/call-tool.ts';
import { describeTool, type ToolDescription } from '../tools/describe-tool.ts';
import { isOffered } from '../tools/is-offered.ts';
import { runCall, type EndedCall } from '../tools/run-call.ts';
import {
  complete,
  type CompletionRequest,
  type Completion,
} from '../completions/complete-argument.ts';
import { definitions as ourDefinitions, type Definitions } from '../definitions.ts';
import type { Page } from './page.ts';
import { pagesFor } from './pages-for.ts';
import { tellOfWork } from './tell-of-work.ts';
import { timeLimitOf } from './time-limit.ts';
import { withinTime } from './within-time.ts';

/** What an adapter brings of one request: all of the context but what the catalog itself knows. */
export type Exchange = Omit<CallContext, 'services'>;

/**
 * All that a server offers, without a word of any SDK or protocol version: one for the whole process,
 * shared by every session. The two adapters in `protocol/` hand it to the SDKs.
 */
export interface Catalog {
  /** Told to the model once. */
  readonly instructions: string;
  listTools(caller: Caller, cursor?: string): Page<ToolDescription>;
  listPrompts(caller: Caller, cursor?: string): Page<PromptDescription>;
  listResources(caller: Caller, cursor?: string): Page<ResourceDescription>;
  listResourceTemplates(caller: Caller, cursor?: string): Page<TemplateDescription>;
  /** Throws NotOfferedError for a tool that is not offered to this caller; rejects with nothing else. */
  callTool(call: Call, exchange: Exchange): Promise<CallResult>;
  getPrompt(request: PromptRequest, exchange: Exchange): Promise<WrittenPrompt>;
  readResource(uri: string, exchange: Exchange): Promise<ReadResource>;
  /** Throws NotOfferedError for what this caller cannot read, and so may hear no changes of. */
  checkResource(uri: string, caller: Caller): void;
  complete(request: CompletionRequest, exchange: Exchange): Promise<Completion>;
  /** A text that is another one when a resource has changed; `null` for those that do not, or do not tell. */
  signOf(uri: string, signal: AbortSignal): Promise<string | null>;
}

export interface WrittenPrompt {
  description: string;
  messages: readonly PromptMessage[];
}

export interface ReadResource {
  contents: readonly ResourceContents[];
  /** How long a client may keep them, in milliseconds. */
  freshMs: number;
}

export interface CatalogOptions extends ServiceOptions {
  /** What to offer. Default all of ours. */
  definitions?: Definitions | undefined;
  /** Time after which a call, or the reading of a resource, is given up, in milliseconds. Default 300,000. */
  callTimeLimitMs?: number | undefined;
  /** How much longer the host lets the request run that is being answered, in milliseconds. Default without end. */
  timeLeftMs?: (() => number | undefined) | undefined;
  /**
   * Told of each call and each reading of a resource, for a host that stops the process once a request is
   * answered: what is cancelled still has to end what it has begun. Whether it fails, its caller is told.
   */
  onWork?: ((work: Promise<unknown>) => void) | undefined;
  /** How much callers may ask for, and what answering may cost. */
  limits?: CallLimits | undefined;
}

/** Who is told what goes on. */
export interface CatalogWatch extends CostWatch {
  onCallEnded?: ((call: EndedCall) => void) | undefined;
  /** Told why something was not done that the operator limits. */
  onRefused?: ((reason: LimitReason) => void) | undefined;
  /** Where what was spent in a day is counted. Default in this process. */
  counters?: Pick<SessionStore, 'count'> | undefined;
  logger?: Logger | undefined;
}

/** Makes the catalog of a server. */
export function createCatalog(options: CatalogOptions, watch: CatalogWatch = {}): Catalog {
  const { definitions = ourDefinitions, callTimeLimitMs = 300_000 } = options;
  const timeLimit = () => timeLimitOf(callTimeLimitMs, options.timeLeftMs?.());
  const { limits = {}, allow } = options;
  checkLimits(limits);
  const free = servicesOf(options);
  const { counters = memorySessionStore(), logger, onRefused = () => {} } = watch;
  const budgets = createBudgets({ limits, counters, logger, now: free.now, onRefused });
  const counted = countCosts(free, watch);
  const services = restrictServices(budgetServices(counted, budgets), { allow, onRefused });
  for (const [service, why] of Object.entries(services.withheld ?? {})) {
    logger?.warn({ service, why }, 'a service is not offered');
  }
  const tools = definitions.tools.filter((tool) => isOffered(tool, services));
  const prompts = definitions.prompts.filter(
    ({ needsTool }) => needsTool === undefined || tools.some(({ name }) => name === needsTool),
  );
  const { resources, resourceTemplates } = definitions;

  const catalog: Catalog = {
    instructions: instructionsOf(tools),
    listTools: pagesFor(tools, describeTool),
    listPrompts: pagesFor(prompts, describePrompt),
    listResources: pagesFor(resources, describeResource),
    listResourceTemplates: pagesFor(resourceTemplates, describeTemplate),

    callTool(call, exchange) {
      const context = { ...exchange, services };
      return runCall(call, context, {
        tools: definitions.tools,
        timeLimit: timeLimit(),
        onCallEnded: watch.onCallEnded,
      });
    },
    getPrompt(request, exchange) {
      const mine = prompts.filter(allowed(exchange.caller));
      return writePrompt(mine, request, { ...exchange, services });
    },
    async readResource(uri, exchange) {
      const mine = resourcesFor(exchange.caller);
      const what = 'Reading this resource';
      return withinTime((signal) => readResource(mine, uri, { ...exchange, services, signal }), {
        signal: exchange.signal,
        timeLimit: timeLimit(),
        what,
      });
    },
    checkResource(uri, caller) {
      findResource(resourcesFor(caller), uri);
    },
    complete(request, exchange) {
      const may = allowed(exchange.caller);
      const mine = {
        prompts: prompts.filter(may),
        resourceTemplates: resourceTemplates.filter(may),
      };
      return complete(mine, request, { ...exchange, services });
    },
    signOf: (uri, signal) => signOfResource(uri, services, signal),
  };
  const enter = createCallGate(limits.concurrentCalls);
  const limited = limitedCatalog(catalog, { enter, budgets, onRefused });
  return options.onWork === undefined ? limited : tellOfWork(limited, options.onWork);

  function resourcesFor(caller: Caller): Resources {
    const may = allowed(caller);
    return {
      resources: resources.filter(may),
      resourceTemplates: resourceTemplates.filter(may),
    };
  }
}

function allowed(caller: Caller) {
  return (definition: Parameters<typeof isAllowed>[0]): boolean => isAllowed(definition, caller);
}
