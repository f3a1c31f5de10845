/**
 * Marks up pieces of a table, with colors for example. Every function keeps the text's width.
 *
 * @example
 * const plain = (text: string) => text;
 * const bold = (text: string) => `\u001b[1m${text}\u001b[0m`;
 * const style = { heading: bold, quiet: plain, cost: plain, warning: plain, bar: plain };
 * present(report, { format: 'table', style });
 */
export interface TextStyle {
  /** Titles of the report and of its sections. */
  heading(text: string): string;
  /** What matters less: rules, rests, details. */
  quiet(text: string): string;
  /** Costs that are complete. */
  cost(text: string): string;
  /** Costs that are not, and notes on what the figures leave out. */
  warning(text: string): string;
  /** Bars that show shares. */
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
