import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { EditedLine } from './edit-line.ts';
import { promptSign, theme } from './theme.ts';

export interface PromptLineProps {
  line: EditedLine;
  /** Shown while nothing is typed. */
  placeholder: string;
}

/** The line being typed, with its cursor. */
export function PromptLine({ line: { text, cursor }, placeholder }: PromptLineProps): ReactElement {
  const [under = ' '] = text.slice(cursor);
  return (
    <Box>
      <Text color={theme.accent}>{promptSign} </Text>
      <Text>
        {text.slice(0, cursor)}
        <Text inverse>{under}</Text>
        {text.slice(cursor + under.length)}
        {text === '' && <Text dimColor>{placeholder}</Text>}
      </Text>
    </Box>
  );
}
