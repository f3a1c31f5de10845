import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { resultHeading, type Output } from '../../session/session-command.ts';
import { reportTable } from './report-table.ts';
import { promptSign, theme } from './theme.ts';

export interface TranscriptEntryProps {
  output: Output;
  columns: number;
  color: boolean;
}

/** One piece of the transcript. */
export function TranscriptEntry({ output, columns, color }: TranscriptEntryProps): ReactElement {
  switch (output.kind) {
    case 'command':
      return (
        <Box marginTop={1}>
          <Text color={theme.accent}>{promptSign} </Text>
          <Text bold>{output.text}</Text>
        </Box>
      );
    case 'note':
      return <Text dimColor>{output.text}</Text>;
    case 'text':
      return <Text>{output.text}</Text>;
    case 'log':
      return (
        <Text>
          <Text color={theme.warning}>{output.level}</Text> {output.text}
        </Text>
      );
    case 'progress':
      return <Text dimColor>{output.text}</Text>;
    case 'error':
      return <Text color={theme.failure}>{output.text}</Text>;
    case 'result':
      return (
        <Box flexDirection="column">
          <Text color={theme.success}>{resultHeading}</Text>
          <Text>{reportTable(output.report, { columns, color }) ?? output.text}</Text>
        </Box>
      );
  }
}
