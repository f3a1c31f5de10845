import type { LogLevel } from '../../tools/tool.ts';
import type { DeliveredMail, Mail, StoredEvent, SubscriptionChange } from '../session-store.ts';

/** What is kept of one session. */
export interface Box {
  /** UTF-16 code units of its events and mail. */
  readonly length: number;
  logLevel(): LogLevel | null;
  setLogLevel(level: LogLevel, expiresAtMs: number): void;
  subscriptions(): string[];
  setSubscription(change: SubscriptionChange): void;
  post(mail: Mail, expiresAtMs: number): void;
  mail(after: string | null): DeliveredMail[];
  append(events: readonly StoredEvent[], expiresAtMs: number): void;
  events(stream: string, afterId: string): StoredEvent[];
  forgetMessages(): void;
}

interface Message<Value> {
  value: Value;
  length: number;
  expiresAtMs: number;
}

const maxMail = 256;
const maxEvents = 2000;
const eventsAtATime = 300;
// What an empty message takes, roughly.
const overhead = 100;

export interface BoxOptions {
  maxLength: number;
  /** Ascends, also when the box before this one was forgotten. */
  nextMailId: () => string;
  nowMs: () => number;
}

export function createBox({ maxLength, nextMailId, nowMs }: BoxOptions): Box {
  const mails: Message<DeliveredMail>[] = [];
  const events: Message<StoredEvent>[] = [];
  const subscriptions = new Map<string, number>();
  let level: { value: LogLevel; expiresAtMs: number } | null = null;
  let length = 0;

  return {
    get length() {
      return length;
    },
    logLevel: () => (level !== null && level.expiresAtMs > nowMs() ? level.value : null),
    setLogLevel(value, expiresAtMs) {
      level = { value, expiresAtMs };
    },
    subscriptions: () =>
      [...subscriptions].filter(([, expiresAtMs]) => expiresAtMs > nowMs()).map(([uri]) => uri),
    setSubscription({ uri, wanted, expiresAtMs }) {
      if (wanted) subscriptions.set(uri, expiresAtMs);
      else subscriptions.delete(uri);
    },
    post(mail, expiresAtMs) {
      const value = { ...mail, id: nextMailId() };
      keep(mails, { value, length: lengthOf(mail), expiresAtMs }, maxMail);
    },
    mail: (after) => live(mails).filter(({ id }) => after === null || id > after),
    append(added, expiresAtMs) {
      for (const value of added) {
        keep(events, { value, length: overhead + value.json.length, expiresAtMs }, maxEvents);
      }
    },
    events: (stream, afterId) =>
      live(events)
        .filter((event) => event.stream === stream && event.id > afterId)
        .slice(0, eventsAtATime),
    forgetMessages() {
      for (const messages of [mails, events]) dropOldest(messages, messages.length);
    },
  };

  function keep<Value>(messages: Message<Value>[], message: Message<Value>, most: number): void {
    messages.push(message);
    length += message.length;
    const fresh = messages.findIndex(({ expiresAtMs }) => expiresAtMs > nowMs());
    dropOldest(messages, Math.max(fresh, messages.length - most, 0));
    while (length > maxLength && messages.length > 1) dropOldest(messages, 1);
  }

  function dropOldest(messages: Message<unknown>[], count: number): void {
    for (const message of messages.splice(0, count)) length -= message.length;
  }

  function live<Value>(messages: readonly Message<Value>[]): Value[] {
    return messages.filter(({ expiresAtMs }) => expiresAtMs > nowMs()).map(({ value }) => value);
  }
}

function lengthOf(mail: Mail): number {
  return overhead + (mail.kind === 'answer' ? mail.json.length : 0);
}
