import { EventSourceParserStream } from 'eventsource-parser/stream';

/** A JSON-RPC message as a client sees it. */
export interface Message {
  id?: string | number;
  method?: string;
  params?: unknown;
  result?: { structuredContent?: unknown; isError?: boolean };
  error?: { code: number; message: string };
}

export interface ReceivedEvent {
  /** Empty where the server gave none. */
  id: string;
  /** `null` for an event that only gives an id. */
  message: Message | null;
}

/** The events of a response; of one in JSON, a single one. Throws when the connection breaks. */
export async function* readEvents(response: Response): AsyncGenerator<ReceivedEvent> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('text/event-stream')) {
    yield { id: '', message: (await response.json()) as Message };
    return;
  }
  if (response.body === null) return;
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { id = '', data } of events) {
    yield { id, message: data === '' ? null : (JSON.parse(data) as Message) };
  }
}
