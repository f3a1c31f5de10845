import type { Question } from '../call-context.ts';

/** A call cannot go on before its client has answered: thrown where the protocol lets no server ask. */
export class InputNeeded extends Error {
  override readonly name = 'InputNeeded';
  readonly questions: Readonly<Record<string, Question>>;

  constructor(questions: Readonly<Record<string, Question>>) {
    super('The client has to be asked first.');
    this.questions = questions;
  }
}
