/** Something about a session that the user can act on; the message is a sentence. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
}
