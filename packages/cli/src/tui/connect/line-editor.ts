import { editLine, emptyLine, type EditedLine, type LineEdit } from './edit-line.ts';
import { emptyHistory, recallLine, rememberLine } from './line-history.ts';

/** The line being typed and those before it. Not React state: keys may come faster than renders. */
export interface LineEditor {
  line: () => EditedLine;
  apply: (edit: LineEdit) => void;
  /** Takes the line off the prompt and remembers it. */
  take: () => string;
  /** One line up (-1) or down (1) in the history. */
  recall: (direction: -1 | 1) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createLineEditor(): LineEditor {
  const listeners = new Set<() => void>();
  let line = emptyLine;
  let history = emptyHistory;
  return {
    line: () => line,
    apply,
    take() {
      const { text } = line;
      history = rememberLine(history, text);
      apply({ type: 'replace', text: '' });
      return text;
    },
    recall(direction) {
      const recalled = recallLine(history, direction, line.text);
      if (recalled === null) return;
      history = recalled.history;
      apply({ type: 'replace', text: recalled.line });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function apply(edit: LineEdit): void {
    line = editLine(line, edit);
    for (const listener of listeners) listener();
  }
}
