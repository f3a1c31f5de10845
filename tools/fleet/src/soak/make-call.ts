import { setTimeout as wait } from 'node:timers/promises';

import type { Message } from './read-events.ts';
import type { SoakCall } from './soak-call.ts';
import type { Reply, SoakSession } from './soak-session.ts';

export interface CallResult {
  /** `null` where the call was not answered, or wrongly: see `problems`. */
  answeredBy: 'first try' | 'resuming' | 'retry' | null;
  hungUp: boolean;
  /** The client hung up for good, and then made the call anew. */
  isGivenUp: boolean;
  /** Why the first try had no answer; `null` where it had one. */
  failure: string | null;
  durationMs: number;
  problems: string[];
}

// A client waits a moment before it tries again what has just failed.
const retryAfterMs = 100;
/** Code of the answer that asks the client to call again. */
const lostCode = -32000;

/**
 * Makes a call. Where the client hangs up it goes on with the call, or gives it up and makes it anew;
 * where the call fails, it makes it once more.
 */
export async function makeCall(session: SoakSession, call: SoakCall): Promise<CallResult> {
  const startMs = performance.now();
  const tries = [await attempt(session, call, call.hangsUpAfter)];
  const [given] = tries;
  const isGivenUp = given?.hungUp === true && !given.resumed;
  if (isGivenUp) tries.push(await attempt(session, call, null));
  const first = tries.at(-1);
  if (first?.answered === false) {
    await wait(retryAfterMs);
    tries.push(await attempt(session, call, null));
  }
  const last = tries.at(-1);
  const problems = tries.flatMap((each) => each.problems);
  if (last?.answered !== true) {
    problems.push(
      `${call.tool} had no answer after a retry: ${tries.map(({ failure }) => failure).join('; ')}`,
    );
  }
  return {
    answeredBy: answeredBy(first, last),
    hungUp: given?.hungUp === true,
    isGivenUp,
    failure: first?.answered === false ? first.failure : null,
    durationMs: performance.now() - startMs,
    problems,
  };
}

function answeredBy(
  first: Attempt | undefined,
  last: Attempt | undefined,
): CallResult['answeredBy'] {
  if (last?.answered !== true) return null;
  if (last !== first) return 'retry';
  return last.resumed ? 'resuming' : 'first try';
}

interface Attempt {
  answered: boolean;
  hungUp: boolean;
  resumed: boolean;
  failure: string;
  problems: string[];
}

async function attempt(
  session: SoakSession,
  call: SoakCall,
  hangsUpAfter: number | null,
): Promise<Attempt> {
  const id = session.nextId();
  const heard: Message[] = [];
  const hear = (message: Message) => void heard.push(message);
  const params = {
    name: call.tool,
    arguments: call.arguments,
    _meta: { progressToken: `progress-${id}` },
  };
  let reply = await session.request('tools/call', params, { id, hear, hangsUpAfter });
  const hungUp = reply.end === 'hung-up';
  let resumed = false;
  if (reply.end === 'hung-up' && call.resumes && reply.lastEventId !== '') {
    resumed = true;
    reply = await session.resume(id, reply.lastEventId, hear);
    if (reply.end === 'answered' && reply.response.error?.code === lostCode) {
      reply = { end: 'broken', reason: 'the call died with its instance', lastEventId: '' };
    }
  }
  const problems = problemsOf({ session, call, id, heard, reply });
  return {
    answered: reply.end === 'answered',
    hungUp,
    resumed,
    failure: describe(reply),
    problems,
  };
}

interface Heard {
  session: SoakSession;
  call: SoakCall;
  id: number;
  heard: readonly Message[];
  reply: Reply;
}

function problemsOf({ session, call, id, heard, reply }: Heard): string[] {
  const problems: string[] = [];
  const say = (problem: string) => void problems.push(`${call.tool} ${problem}`);
  const answers = heard.filter(isResponse);
  if (answers.some((answer) => answer.id !== id)) say('got the answer to another call');
  if (answers.filter((answer) => answer.id === id).length > 1) say('was answered twice');
  const foreign = heard
    .filter(({ error }) => error?.code !== lostCode)
    .filter((message) => !JSON.stringify(message).includes(markIn(call, message, id)));
  if (foreign.length > 0) say(`got a message without its mark: ${JSON.stringify(foreign[0])}`);
  if (reply.end !== 'answered') return problems;

  if (reply.response.error !== undefined || reply.response.result?.isError === true) {
    say(`failed: ${JSON.stringify(reply.response)}`);
  } else if (!call.isAnsweredBy(reply.response.result?.structuredContent)) {
    say(`got a wrong answer: ${JSON.stringify(reply.response).slice(0, 500)}`);
  }
  if (call.tool === 'multi-greet') {
    const wanted = {
      'notifications/message': session.level === 'info' ? 2 : 0,
      'notifications/progress': 2,
    };
    for (const [method, count] of Object.entries(wanted)) {
      const seen = heard.filter((message) => message.method === method).length;
      if (seen !== count) say(`got ${seen} of ${count} ${method}, ${reply.end}`);
    }
  }
  return problems;
}

/** Progress of a report names no window; its token stands for the mark. */
function markIn(call: SoakCall, message: Message, id: number): string {
  const isOfReport = call.tool === 'bedrock-report' && message.method === 'notifications/progress';
  return isOfReport ? `progress-${id}` : call.mark;
}

function isResponse(message: Message): boolean {
  return message.method === undefined && message.id !== undefined;
}

function describe(reply: Reply): string {
  return reply.end === 'broken' ? reply.reason : reply.end;
}
