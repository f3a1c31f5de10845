import { padRight, widestText, wrapText } from './fit-text.ts';
import { noteSentence } from './note-text.ts';
import type { ReportNote } from './report-notes.ts';
import type { TextStyle } from './text-style.ts';

interface NotesOptions {
  width: number;
  style: TextStyle;
}

/** What the figures leave out or rest on, one note under the other, after an empty line. */
export function tableNotes(notes: readonly ReportNote[], { width, style }: NotesOptions): string[] {
  const indent = 2 + widestText(notes.map(({ label }) => label));
  const lines = notes.flatMap((note, index) => {
    const text = wrapText(noteSentence(note), Math.max(10, width - indent));
    const mark = note.isWarning ? style.warning : style.quiet;
    const label = isRepeated(notes, index) ? '' : note.label;
    return text.map((line, lineIndex) =>
      mark(padRight(lineIndex === 0 ? label : '', indent) + line),
    );
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function isRepeated(notes: readonly ReportNote[], index: number): boolean {
  return index > 0 && notes[index - 1]?.label === notes[index]?.label;
}
