/** Colors by meaning; names of the terminal's own palette, so that they fit every background. */
export const theme = {
  accent: 'cyan',
  success: 'green',
  warning: 'yellow',
  failure: 'red',
} as const;

export const promptSign = '❯';
