import type { LoggingMessageNotification } from '@modelcontextprotocol/sdk/types.js';
import type { Output } from './session-command.ts';
import { visibleText } from './visible-text.ts';

/** A log notification, ready to show. */
export function logOutput({ level, data }: LoggingMessageNotification['params']): Output {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return { kind: 'log', level, text: visibleText(text) };
}
