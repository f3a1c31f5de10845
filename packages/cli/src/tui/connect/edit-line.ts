/** A line being typed. `cursor` counts UTF-16 units, as strings do. */
export interface EditedLine {
  text: string;
  cursor: number;
}

export type LineEdit =
  | { type: 'insert'; text: string }
  | { type: 'replace'; text: string }
  | { type: 'move'; by: 'character' | 'word' | 'line'; direction: -1 | 1 }
  | { type: 'delete'; by: 'character' | 'word' | 'line'; direction: -1 | 1 };

export const emptyLine: EditedLine = { text: '', cursor: 0 };

/** The line after one edit. */
export function editLine(line: EditedLine, edit: LineEdit): EditedLine {
  const { text, cursor } = line;
  switch (edit.type) {
    case 'insert': {
      const before = text.slice(0, cursor) + edit.text;
      return { text: before + text.slice(cursor), cursor: before.length };
    }
    case 'replace':
      return { text: edit.text, cursor: edit.text.length };
    case 'move':
      return { text, cursor: target(line, edit) };
    case 'delete': {
      const [start, end] = [cursor, target(line, edit)].sort((left, right) => left - right);
      return { text: text.slice(0, start) + text.slice(end), cursor: start ?? 0 };
    }
  }
}

function target(
  { text, cursor }: EditedLine,
  { by, direction }: { by: 'character' | 'word' | 'line'; direction: -1 | 1 },
): number {
  if (by === 'line') return direction === -1 ? 0 : text.length;
  if (by === 'character') return characterTarget(text, cursor, direction);
  return direction === -1
    ? text.slice(0, cursor).replace(/\S*\s*$/, '').length
    : cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0);
}

// What a reader takes for one character may be several code points: é, 👩‍💻.
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function characterTarget(text: string, cursor: number, direction: -1 | 1): number {
  if (direction === 1) {
    const [next] = characters.segment(text.slice(cursor));
    return cursor + (next?.segment.length ?? 0);
  }
  const last = [...characters.segment(text.slice(0, cursor))].at(-1);
  return last?.index ?? 0;
}
