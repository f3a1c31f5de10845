import { createHash } from 'node:crypto';
import type { Connection } from '../mcp-session.ts';
import type { SessionCommand } from '../session-command.ts';
import { visibleText } from '../visible-text.ts';

export const connectionCommands: readonly SessionCommand[] = [
  {
    name: 'connect',
    parameters: '[URL]',
    summary: 'open a new session',
    async run({ session, rest, defaultUrl, call, print }) {
      const connection = await session.connect(rest === '' ? defaultUrl : rest, call.signal);
      print({ kind: 'note', text: connectionText(connection) });
    },
  },
  {
    name: 'reconnect',
    parameters: '',
    summary: 'open a new session at the same address',
    async run({ session, defaultUrl, call, print }) {
      const connection = await session.connect(session.connection?.url ?? defaultUrl, call.signal);
      print({ kind: 'note', text: connectionText(connection) });
    },
  },
  {
    name: 'disconnect',
    parameters: '',
    summary: 'close the connection; the server keeps the session for a while',
    async run({ session, print }) {
      await session.disconnect();
      print({ kind: 'note', text: 'Disconnected.' });
    },
  },
  {
    name: 'terminate-session',
    parameters: '',
    summary: 'end the session on the server',
    async run({ session, print }) {
      await session.terminate();
      print({ kind: 'note', text: 'The session is over; connect opens a new one.' });
    },
  },
];

function connectionText({ url, server, sessionId }: Connection): string {
  const name = server === undefined ? '' : ` (${server.name} ${server.version})`;
  const id = sessionId === undefined ? 'no session id' : `session ${shortId(sessionId)}`;
  return visibleText(`Connected to ${url}${name}, ${id}`);
}

/** How our server's log names the session; the id itself is as good as a key. */
function shortId(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex').slice(0, 8);
}
