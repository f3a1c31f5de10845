import type { Command, Expression } from '../language/syntax-tree.ts';

/** All names of fields that the commands refer to. */
export function referencedNames(commands: readonly Command[]): Set<string> {
  return new Set(commands.flatMap(expressionsOf).flatMap(namesIn));
}

function expressionsOf(command: Command): Expression[] {
  switch (command.kind) {
    case 'fields':
    case 'display':
      return command.items.map(({ expression }) => expression);
    case 'stats':
      return [...command.items, ...command.groups].map(({ expression }) => expression);
    case 'filter':
      return [command.condition];
    case 'parse':
      return [command.operand];
    case 'sort':
      return command.keys.map(({ field }) => field);
    case 'dedup':
      return command.fields;
    case 'limit':
      return [];
  }
}

function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'field':
      return [expression.name];
    case 'call': {
      const implied = expression.name === 'bin' ? ['@timestamp'] : [];
      return [...implied, ...expression.arguments.flatMap(namesIn)];
    }
    case 'negative':
    case 'not':
    case 'match':
      return namesIn(expression.operand);
    case 'in':
      return [expression.operand, ...expression.list].flatMap(namesIn);
    case 'and':
    case 'or':
    case 'arithmetic':
    case 'comparison':
      return [expression.left, expression.right].flatMap(namesIn);
    case 'number':
    case 'text':
    case 'boolean':
    case 'period':
    case 'star':
      return [];
  }
}
