import { specTypeSchemas } from '@modelcontextprotocol/server';

import type { Question } from '../call-context.ts';
import { InputNeeded } from './input-needed.ts';

/** What the client has answered so far, one entry for each time the tool has asked. */
export type Answers = readonly Readonly<Record<string, unknown>>[];

/** The questions and answers of one call, which is run from its start in every round. */
export interface Rounds {
  /**
   * The answers to the next questions of the call.
   *
   * @throws InputNeeded with the questions that the client has not answered yet.
   */
  ask(questions: Readonly<Record<string, Question>>): Record<string, unknown>;
  /** All that the client has to bring again in the next round. */
  answers(): Answers;
}

/**
 * @param earlier answers of the rounds before.
 * @param given what the client has sent in this round, unchecked: answers to the first questions that
 *   lack some. What is no answer counts as none, so that the client is asked again.
 */
export function createRounds(earlier: Answers, given: Readonly<Record<string, unknown>>): Rounds {
  const known = [...earlier];
  let position = 0;
  let rest = given;
  return {
    ask(questions) {
      const names = Object.keys(questions);
      const before = known[position] ?? {};
      const isComplete = names.every((name) => Object.hasOwn(before, name));
      const answers = isComplete ? before : { ...before, ...answersTo(questions, rest) };
      if (!isComplete) rest = {};
      known[position] = answers;
      position += 1;
      const missing = names.filter((name) => !Object.hasOwn(answers, name));
      if (missing.length === 0) return { ...answers };
      throw new InputNeeded(
        Object.fromEntries(Object.entries(questions).filter(([name]) => missing.includes(name))),
      );
    },
    answers: () => known,
  };
}

function answersTo(
  questions: Readonly<Record<string, Question>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).filter(([name, answer]) => {
      const question = Object.hasOwn(questions, name) ? questions[name] : undefined;
      return question !== undefined && isAnswer(question.method, answer);
    }),
  );
}

const answerSchemas = {
  'elicitation/create': specTypeSchemas.ElicitResult,
  'sampling/createMessage': specTypeSchemas.CreateMessageResult,
  'roots/list': specTypeSchemas.ListRootsResult,
} satisfies Record<Question['method'], unknown>;

function isAnswer(method: Question['method'], answer: unknown): boolean {
  return answerSchemas[method]['~standard'].validate(answer).issues === undefined;
}
