import { styleText } from 'node:util';
import type { TextStyle } from '@bedrock-spend/core';

/** How tables look in color: the terminal's own palette, so that it fits every background. */
export const colorStyle: TextStyle = {
  heading: paint('bold'),
  quiet: paint('dim'),
  cost: paint('green'),
  warning: paint('yellow'),
  bar: paint('cyan'),
};

type Format = Parameters<typeof styleText>[0];

function paint(format: Format): (text: string) => string {
  // Who asks for this style has decided already whether the stream takes colors.
  return (text) => styleText(format, text, { validateStream: false });
}
