/** Status and headers of a response, as a function gives them. */
export interface ProxyHead {
  status: number;
  headers: (readonly [string, string])[];
}

type Plain = Record<string, unknown>;

/**
 * Reads `statusCode`, `headers`, `multiValueHeaders` and `cookies`; null when one of them is not what
 * it has to be. The status is 200 when there is none. Values of `multiValueHeaders` and `headers` are
 * merged, and a pair in both counts once.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function proxyHead(value: Plain): ProxyHead | null {
  const status = statusOf(value['statusCode'] ?? 200);
  const single = singleOf(value['headers'] ?? {});
  const multiple = multipleOf(value['multiValueHeaders'] ?? {});
  const cookies = stringsOf(value['cookies'] ?? []);
  if (status === null || single === null || multiple === null || cookies === null) return null;
  const known = new Set(multiple.map(([name, each]) => `${name.toLowerCase()}: ${each}`));
  return {
    status,
    headers: [
      ...single.filter(([name, each]) => !known.has(`${name.toLowerCase()}: ${each}`)),
      ...multiple,
      ...cookies.map((cookie) => ['Set-Cookie', cookie] as const),
    ],
  };
}

/** The value, where it is an object that is no list. */
export function plainObject(value: unknown): Plain | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Plain)
    : null;
}

function statusOf(value: unknown): number | null {
  const status = typeof value === 'string' ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
    ? status
    : null;
}

function singleOf(value: unknown): [string, string][] | null {
  const entries = Object.entries(plainObject(value) ?? { '': null });
  const isValid = entries.every(([, each]) => isScalar(each));
  return isValid ? entries.map(([name, each]) => [name, String(each)]) : null;
}

function multipleOf(value: unknown): [string, string][] | null {
  const entries = Object.entries(plainObject(value) ?? { '': null });
  const isValid = entries.every(([, each]) => Array.isArray(each) && each.every(isScalar));
  return isValid
    ? entries.flatMap(([name, each]) =>
        (each as unknown[]).map((one): [string, string] => [name, String(one)]),
      )
    : null;
}

function stringsOf(value: unknown): string[] | null {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : null;
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
