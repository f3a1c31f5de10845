/** Marks up pieces of a table, with colors for example. Every function keeps the text's width. */
export interface TextStyle {
  /** Titles of the report and of its sections. */
  heading(text: string): string;
  /** What matters less: rules, rests, details. */
  quiet(text: string): string;
  cost(text: string): string;
  warning(text: string): string;
  bar(text: string): string;
}

const unchanged = (text: string): string => text;

export const plainStyle: TextStyle = {
  heading: unchanged,
  quiet: unchanged,
  cost: unchanged,
  warning: unchanged,
  bar: unchanged,
};
