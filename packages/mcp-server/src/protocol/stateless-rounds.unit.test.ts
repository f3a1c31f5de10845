import { describe, expect, it } from 'vitest';

import type { Question } from '../call-context.ts';
import { InputNeeded } from './input-needed.ts';
import { createRounds } from './stateless-rounds.ts';

const question: Question = { method: 'elicitation/create', params: { message: 'Who?' } };
const sampling: Question = { method: 'sampling/createMessage', params: { messages: [] } };
const accepted = { action: 'accept', content: { name: 'Ana' } };
const declined = { action: 'decline' };

describe('the rounds of a call', () => {
  it('ask the client what it has not answered', () => {
    const rounds = createRounds([], {});

    expect(askedBy(() => rounds.ask({ name: question }))).toEqual({ name: question });
  });

  it('go on with what the client has answered', () => {
    const rounds = createRounds([], { name: accepted });

    expect(rounds.ask({ name: question })).toEqual({ name: accepted });
    expect(rounds.answers()).toEqual([{ name: accepted }]);
  });

  it('ask again for what is missing, and keep what is there', () => {
    const first = createRounds([], { name: accepted });

    expect(askedBy(() => first.ask({ name: question, color: question }))).toEqual({
      color: question,
    });

    const second = createRounds(first.answers(), { color: declined });
    expect(second.ask({ name: question, color: question })).toEqual({
      name: accepted,
      color: declined,
    });
  });

  it('give each question its own answer where a call asks twice under one name', () => {
    const first = createRounds([], { name: accepted });
    expect(first.ask({ name: question })).toEqual({ name: accepted });
    expect(askedBy(() => first.ask({ name: question }))).toEqual({ name: question });

    const second = createRounds(first.answers(), { name: declined });
    expect(second.ask({ name: question })).toEqual({ name: accepted });
    expect(second.ask({ name: question })).toEqual({ name: declined });
  });

  it.each([
    ['a number', 12_345],
    ['nothing', null],
    ['an action that there is not', { action: 'maybe' }],
    ['the answer to another kind of question', { roots: [] }],
  ])('ask again where the client answers with %s', (_what, answer) => {
    const rounds = createRounds([], { name: answer });

    expect(askedBy(() => rounds.ask({ name: question }))).toEqual({ name: question });
  });

  it('ask again for a model where a person has answered', () => {
    const rounds = createRounds([], { text: accepted });

    expect(askedBy(() => rounds.ask({ text: sampling }))).toEqual({ text: sampling });
  });

  it('leave out what nobody has asked for', () => {
    const rounds = createRounds([], { name: accepted, other: accepted, __proto__: accepted });

    expect(rounds.ask({ name: question })).toEqual({ name: accepted });
    expect(rounds.answers()).toEqual([{ name: accepted }]);
  });
});

function askedBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    if (error instanceof InputNeeded) return error.questions;
    throw error;
  }
  return 'nothing';
}
