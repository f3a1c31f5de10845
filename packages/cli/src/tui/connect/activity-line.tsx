import { Box, Text, useAnimation } from 'ink';
import type { ReactElement } from 'react';
import { progressText } from '../../session/progress-text.ts';
import type { RunningLine } from './line-runner.ts';
import { theme } from './theme.ts';

const spinnerFrames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const barWidth = 20;

/** What runs now, for how long, and how far it is. */
export function ActivityLine({ running }: { running: RunningLine }): ReactElement {
  const { frame, time } = useAnimation({ interval: 80 });
  const { line, progress, cancelling } = running;
  const name = line.trim().split(/\s/, 1)[0] ?? '';
  const fraction =
    progress?.total === undefined || progress.total <= 0
      ? null
      : progress.progress / progress.total;
  return (
    <Box gap={1}>
      <Text color={theme.accent}>{spinnerFrames[frame % spinnerFrames.length]}</Text>
      <Text>{cancelling ? 'cancelling' : name}</Text>
      {fraction !== null && <ProgressBar fraction={fraction} />}
      {progress !== null && (
        <Text dimColor wrap="truncate-end">
          {progressText(progress)}
        </Text>
      )}
      <Text dimColor>{Math.floor(time / 1000)} s</Text>
    </Box>
  );
}

function ProgressBar({ fraction }: { fraction: number }): ReactElement {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * barWidth);
  return (
    <Text>
      <Text color={theme.accent}>{'█'.repeat(filled)}</Text>
      <Text dimColor>{'░'.repeat(barWidth - filled)}</Text>
    </Text>
  );
}
