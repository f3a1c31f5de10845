import { expect, test } from 'vitest';

import { LogReadError, toLogReadError } from './log-read-error.ts';

test.each([
  ['ENOENT', 'not-found', 'does not exist; check the path'],
  ['EACCES', 'denied', 'may not be read by this user; change its permissions'],
  ['EISDIR', 'unreadable', 'is a folder where a file was expected'],
  ['EMFILE', 'unreadable', 'could not be opened: too many files are open; close some programs'],
  ['Z_BUF_ERROR', 'truncated', 'is cut off: its compressed data ends too early; copy it again'],
  [
    'ZSTD_error_corruption_detected',
    'unreadable',
    'is damaged: its compressed data makes no sense; copy it again',
  ],
  ['EIO', 'unreadable', 'could not be read (EIO); try again'],
])('says what %s means and what to do', (code, reason, message) => {
  const cause = Object.assign(new Error('system text'), { code });

  expect(toLogReadError(cause)).toMatchObject({ reason, message, cause });
});

test('leaves what is said already as it is', () => {
  const error = new LogReadError('denied', 'is locked');

  expect(toLogReadError(error)).toBe(error);
});
