import type { LogLevel } from '../tools/tool.ts';

/**
 * What instances of the server have to know of each other's sessions. Everything else about a session
 * stands in its id. What is kept has an end of its own, and is forgotten after it.
 *
 * `session` is the short public name of a session (no secret: the id itself is never stored).
 */
export interface SessionStore {
  /** For people, at start: `memory`, or `DynamoDB table NAME`. */
  readonly name: string;
  /** False where other instances of the server do not see it. */
  readonly isShared: boolean;
  /** Throws SpendError with a sentence that says what to do where the store cannot be used. */
  check(): Promise<void>;

  /** What is kept of a session; where nothing is, it has not ended and has asked for nothing. */
  read(session: string): Promise<StoredSession>;
  /** Ends a session for all instances. False where it had ended already. */
  end(session: string, expiresAtMs: number): Promise<boolean>;
  /** From what level on the client wants log messages. */
  setLogLevel(session: string, level: LogLevel, expiresAtMs: number): Promise<void>;
  /** Adds or removes the address of one resource. */
  setSubscription(session: string, change: SubscriptionChange): Promise<void>;

  /** Puts a message where the other instances of this session find it. */
  post(session: string, mail: Mail, expiresAtMs: number): Promise<void>;
  /**
   * Messages of a session that came after `after` (from its beginning where that is null), in order.
   * Read where something runs or waits: cancellations and answers that reached another instance.
   */
  mail(session: string, after: string | null): Promise<readonly DeliveredMail[]>;
  /**
   * Calls `onMail` whenever there may be new mail, until the returned function is called. A store that
   * cannot tell is asked again and again instead.
   */
  watchMail?(session: string, onMail: () => void): () => void;

  /** Adds events to the log of a session. Their ids ascend within a stream. */
  appendEvents(session: string, events: readonly StoredEvent[], expiresAtMs: number): Promise<void>;
  /** Events of a stream after the one with this id, in order; at most a few hundred at a time. */
  readEvents(session: string, stream: string, afterId: string): Promise<readonly StoredEvent[]>;

  /**
   * Adds to a counter that all instances share, such as the bytes scanned in a day, and tells the sum;
   * an amount of 0 reads it. Sums are exact up to 2^53.
   */
  count(counter: string, amount: number, expiresAtMs: number): Promise<number>;

  /** Lets go of connections; what is kept stays. */
  close(): Promise<void>;
}

export interface StoredSession {
  ended: boolean;
  /** `null` where the client has not asked for one. */
  logLevel: LogLevel | null;
  /** Addresses of resources whose changes the client wants to hear of. */
  subscriptions: readonly string[];
}

export interface SubscriptionChange {
  uri: string;
  wanted: boolean;
  expiresAtMs: number;
}

/** A message from one instance to the others of the same session. */
export type Mail =
  /** The client has cancelled a request of its own. */
  | { kind: 'cancelled'; requestId: string | number }
  /** The client has answered a request of the server: a JSON-RPC response as text. */
  | { kind: 'answer'; json: string }
  /** The session is over. */
  | { kind: 'ended' };

/** A message with its place in the order, which is `after` of the next read. */
export type DeliveredMail = Mail & { id: string };

export interface StoredEvent {
  /** Event id without the session; ascends within its stream as text. */
  id: string;
  stream: string;
  /**
   * A JSON-RPC message. Everything else is nothing to send: ids of the requests that a stream answers, as
   * an array, at its beginning; empty text as a sign of life, or for the end.
   */
  json: string;
  /** Nothing more will come on this stream. */
  ends: boolean;
}
