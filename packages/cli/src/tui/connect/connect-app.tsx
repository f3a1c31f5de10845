import { Box, Static, Text, useWindowSize } from 'ink';
import { useState, useSyncExternalStore, type ReactElement } from 'react';
import type { McpSession } from '../../session/mcp-session.ts';
import { ActivityLine } from './activity-line.tsx';
import { completeLine, type Completion } from './complete-line.ts';
import type { LineRunner } from './line-runner.ts';
import { PromptLine } from './prompt-line.tsx';
import { TranscriptEntry } from './transcript-entry.tsx';
import type { Transcript } from './transcript.ts';
import { useLineEditor } from './use-line-editor.ts';

export interface ConnectAppProps {
  session: McpSession;
  transcript: Transcript;
  runner: LineRunner;
  color: boolean;
  /** The client ends: only what was shown stays. */
  leaving: boolean;
  onQuit: () => void;
}

/** The `connect` prompt: what was shown above, what runs and what is typed below. */
export function ConnectApp(props: ConnectAppProps): ReactElement {
  const { session, transcript, runner, color, leaving, onQuit } = props;
  const { columns } = useWindowSize();
  const [choices, setChoices] = useState<readonly string[]>([]);
  const items = useSyncExternalStore(transcript.subscribe, transcript.entries);
  const running = useSyncExternalStore(runner.subscribe, runner.running);
  const line = useLineEditor({
    onEnter: runner.enter,
    onComplete(text, replace) {
      const completion = completeLine(text, session);
      const show = ({ text: completed, choices }: Completion): void => {
        replace(completed);
        setChoices(choices);
      };
      if (completion instanceof Promise) void completion.then(show);
      else show(completion);
    },
    onEdit: () => setChoices([]),
    onInterrupt(empty) {
      // Not what was rendered: two keys may come within one frame.
      const now = runner.running();
      if (now !== null && !now.cancelling) return !runner.cancel();
      if (empty || now !== null) onQuit();
      return true;
    },
    onEnd: onQuit,
  });

  return (
    <>
      <Static items={[...items]}>
        {({ id, output }) => (
          <TranscriptEntry key={id} output={output} columns={columns} color={color} />
        )}
      </Static>
      {!leaving && (
        <Box flexDirection="column" marginTop={1}>
          {running !== null && <ActivityLine running={running} />}
          <PromptLine line={line} placeholder={running === null ? 'help lists the commands' : ''} />
          {choices.length > 0 && <Text dimColor>{choices.join('  ')}</Text>}
          <Text dimColor wrap="truncate-end">
            {running === null
              ? 'tab completes · ↑ recalls · ctrl-c or quit leaves'
              : 'ctrl-c cancels · twice leaves'}
          </Text>
        </Box>
      )}
    </>
  );
}
