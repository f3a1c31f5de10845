import { useInput, usePaste } from 'ink';
import { useState, useSyncExternalStore } from 'react';
import type { EditedLine } from './edit-line.ts';
import { editOfKey } from './edit-of-key.ts';
import { createLineEditor } from './line-editor.ts';

export interface LineEditorOptions {
  onEnter: (line: string) => void;
  /** Tab was pressed; may answer later with a completed line. */
  onComplete: (text: string, replace: (text: string) => void) => void;
  /** Any other key: what was offered for completion is out of date. */
  onEdit: () => void;
  /** Ctrl-C; `empty`: nothing was typed. Answer true to clear the line. */
  onInterrupt: (empty: boolean) => boolean;
  /** Ctrl-D on an empty line. */
  onEnd: () => void;
}

/** A line editor with history, in the keys that shells have taught. */
export function useLineEditor(options: LineEditorOptions): EditedLine {
  const [editor] = useState(createLineEditor);
  const line = useSyncExternalStore(editor.subscribe, editor.line);

  useInput((input, key) => {
    if (key.tab) {
      complete();
      return;
    }
    options.onEdit();
    const edit = editOfKey(input, key);
    if (key.return) enter();
    else if (key.ctrl && input === 'c') interrupt();
    else if (key.ctrl && input === 'd' && editor.line().text === '') options.onEnd();
    else if (key.upArrow) editor.recall(-1);
    else if (key.downArrow) editor.recall(1);
    else if (edit !== null) editor.apply(edit);
    else if (!key.ctrl && !key.meta && !key.escape) typeKeys(input);
  });
  usePaste(typeText);
  return line;

  /** Keys that came too fast to be told apart by the terminal's driver. */
  function typeKeys(input: string): void {
    for (const key of input.replaceAll('\r\n', '\r').match(keyPattern) ?? []) {
      if (key === '\t') complete();
      else if (key === '\u0003') interrupt();
      else typeText(key);
    }
  }

  /** Pasted text may hold several lines: each is entered but the last. */
  function typeText(text: string): void {
    const [first = '', ...others] = text.replaceAll('\r\n', '\n').split(/[\r\n]/);
    editor.apply({ type: 'insert', text: first.replaceAll('\t', ' ') });
    for (const other of others) {
      enter();
      editor.apply({ type: 'insert', text: other.replaceAll('\t', ' ') });
    }
  }

  function complete(): void {
    const before = editor.line().text;
    options.onComplete(before, (text) => {
      if (editor.line().text === before) editor.apply({ type: 'replace', text });
    });
  }

  function enter(): void {
    const text = editor.take().trim();
    if (text !== '') options.onEnter(text);
  }

  function interrupt(): void {
    const isEmpty = editor.line().text === '';
    if (options.onInterrupt(isEmpty)) editor.apply({ type: 'replace', text: '' });
  }
}

// oxlint-disable-next-line no-control-regex -- Ctrl-C is one
const keyPattern = /[\t\u0003]|[^\t\u0003]+/g;
