import { invalidQuery } from '../language/syntax-errors.ts';
import type { Command } from '../language/syntax-tree.ts';

/** Checks what AWS documents of the order of commands: CWL_QuerySyntax-Stats and -Dedup. */
export function requireOrder(commands: readonly Command[]): void {
  const stats = commands.filter(({ kind }) => kind === 'stats');
  const [, second, third] = stats;
  if (third !== undefined) throw invalidQuery('A query can have at most two stats commands', third);
  for (const [index, command] of commands.entries()) {
    const before = second === undefined ? -1 : commands.indexOf(second);
    if (index < before && (command.kind === 'sort' || command.kind === 'limit')) {
      throw invalidQuery(`${command.kind} must come after the second stats command`, command);
    }
    const previous = commands[index - 1];
    const afterDedup = commands.slice(0, index).some(({ kind }) => kind === 'dedup');
    if (previous !== undefined && afterDedup && command.kind !== 'limit') {
      throw invalidQuery(`Only limit can follow dedup, not ${command.kind}`, command);
    }
  }
}
