import { asObject, ownValue, type JsonObject } from '../../normalize/json-value.ts';

/** Keys under which AWS's tools put a list of log entries around the records. */
export const wrapperKeys: readonly string[] = ['events', 'logEvents', 'results'];

export interface Unwrapped {
  /** Something that should be a record. */
  onValue(value: unknown): void;
  /** Text that should be JSON and is not. */
  onText(): void;
}

// Deeper than any tool nests, and far from any stack's end.
const mostLayers = 6;

/**
 * Takes off what CloudWatch Logs and its tools put around a record: the events of FilterLogEvents,
 * GetLogEvents and subscriptions, and the rows of Insights with their `@message`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/SubscriptionFilters.html
 */
export function unwrap(value: unknown, found: Unwrapped, layer = 0): void {
  if (layer > mostLayers) {
    found.onValue(value);
    return;
  }
  if (Array.isArray(value)) {
    if (isInsightsRow(value)) unwrapRow(value, found, layer);
    else for (const element of value) unwrap(element, found, layer + 1);
    return;
  }
  const object = asObject(value);
  if (object === null || Object.hasOwn(object, 'modelId') || Object.hasOwn(object, 'schemaType')) {
    found.onValue(value);
    return;
  }
  const message = ownValue(object, '@message') ?? eventMessage(object);
  if (message !== undefined) {
    unwrapMessage(message, found, layer);
    return;
  }
  const lists = wrapperKeys
    .map((key) => ownValue(object, key))
    .filter((list) => Array.isArray(list));
  if (lists.length === 0) found.onValue(value);
  for (const list of lists) {
    for (const element of list) unwrap(element, found, layer + 1);
  }
}

function unwrapMessage(message: unknown, found: Unwrapped, layer: number): void {
  if (typeof message !== 'string') {
    unwrap(message, found, layer + 1);
    return;
  }
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    found.onText();
    return;
  }
  unwrap(value, found, layer + 1);
}

/** An event has its text in `message`, beside when it happened. */
function eventMessage(object: JsonObject): unknown {
  const message = ownValue(object, 'message');
  return typeof message === 'string' && Object.hasOwn(object, 'timestamp') ? message : undefined;
}

/** A row of GetQueryResults is a list of `{field, value}`. */
function isInsightsRow(list: readonly unknown[]): boolean {
  const cell = asObject(list[0]);
  return cell !== null && Object.hasOwn(cell, 'field') && Object.hasOwn(cell, 'value');
}

function unwrapRow(row: readonly unknown[], found: Unwrapped, layer: number): void {
  const cells = row.map((cell) => asObject(cell));
  const cell = cells.find((cell) => cell !== null && ownValue(cell, 'field') === '@message');
  if (cell === undefined || cell === null) found.onValue(row);
  else unwrapMessage(ownValue(cell, 'value'), found, layer);
}
