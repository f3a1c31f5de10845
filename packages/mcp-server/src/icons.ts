import type { Icon } from './content.ts';

/** Small drawings in the middle gray that shows on light and on dark, as `data:` URLs. */
export const icons = {
  /** Bars of a chart. */
  report: icon('M4 20V10m5 10V4m5 16v-7m5 7V8'),
  /** Lines of a list. */
  list: icon('M4 6h16M4 12h16M4 18h10'),
  /** A receipt. */
  bill: icon('M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6m-6 4h6'),
  /** A tick. */
  check: icon('M4 12l5 5L20 6'),
  /** A bubble of speech. */
  greeting: icon('M4 5h16v11H10l-5 4v-4H4z'),
  /** A price tag. */
  prices: icon('M4 4h8l8 8-8 8-8-8zM8 8h0'),
  /** A calendar. */
  calendar: icon('M4 6h16v14H4zM4 10h16M8 3v4m8-4v4'),
  /** A line that rises and falls. */
  spike: icon('M3 17l5-2 4-11 4 13 5-2'),
  /** A person. */
  people: icon('M8 7a4 4 0 108 0 4 4 0 00-8 0M4 21a8 8 0 0116 0'),
  /** A crossed circle. */
  unseen: icon('M3 12a9 9 0 1018 0 9 9 0 00-18 0M6 6l12 12'),
} satisfies Record<string, readonly Icon[]>;

function icon(path: string): Icon[] {
  const drawing =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#888' ` +
    `stroke-width='2' stroke-linecap='round'><path d='${path}'/></svg>`;
  const src = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  return [{ src, mimeType: 'image/svg+xml', sizes: ['any'] }];
}
