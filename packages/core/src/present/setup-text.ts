import type { SetupReport } from '../model/setup-report.ts';
import { plainStyle, type TextStyle } from './text-style.ts';

/**
 * How a setup check is written.
 *
 * @example
 * const options: PresentSetupOptions = { width: 100 };
 */
export interface PresentSetupOptions {
  /** Columns of the terminal. Default 80. */
  width?: number | undefined;
  /** Plain by default. */
  style?: TextStyle | undefined;
}

/**
 * Writes a setup check as text for people, with a line break at its end.
 *
 * @example
 * console.log(presentSetup(await checkSetup()));
 */
export function presentSetup(
  setup: SetupReport,
  { style = plainStyle }: PresentSetupOptions = {},
): string {
  return `${style.heading(setup.status)}\n`;
}
