/** Lines that a reader of bytes has got wrong before, or easily would. Every one is valid JSON. */
export function handMadeLines(): string[] {
  return [
    // Names of the envelope in text, in nested objects and in keys that only look like them.
    call({
      inputBody: String.raw`{"prompt":"say \"inputTokenCount\":999, \\\\\"outputTokenCount\\\":999"}`,
    }),
    call({ inputBody: '{"inputTokenCount":999,"input":{"inputTokenCount":999}}' }),
    call({ inputBody: '{"a":[[[{"b":"]}]}"}]],"}"]}' }),
    call({ inputBody: String.raw`"a string that ends in a backslash \\"` }),
    call({ inputBody: String.raw`"\\\\\\\""` }),
    call({ inputBody: '[]' }),
    call({ inputBody: '"日本語 🙂 \u2028 \u2029"' }),
    call({ inputBody: String.raw`"\ud83d alone \udc00"` }),
    call({ inputBody: `"${'long '.repeat(2_000)}"` }),
    call({ extra: '"InputTokenCount":5,"inputTokenCount ":6,"inputTokenCoun":7,' }),
    // What the body tells, and where it does not count.
    call({ outputBody: '{"usage":{"inputTokens":1,"outputTokens":2}}' }),
    call({ outputBody: '{"usage":{"inputTokens":1,"outputTokens":2}}', counts: false }),
    call({ outputBody: '{"usage":{"input_tokens":1,"output_tokens":2}}', counts: false }),
    call({ outputBody: '{"prompt_token_count":3,"generation_token_count":4}', counts: false }),
    call({ outputBody: '{"inputTextTokenCount":3,"results":[{"tokenCount":4}]}', counts: false }),
    call({ outputBody: '{"token_count":{"prompt_tokens":3,"response_tokens":4}}', counts: false }),
    call({
      outputBody: '[{"metadata":{"usage":{"inputTokens":1,"outputTokens":2}}},"[DONE]"]',
      counts: false,
    }),
    call({ outputBody: '{"text":"usage"}', counts: false }),
    call({ outputBody: '{"serviceTier":{"type":"flex"}}' }),
    call({ outputBody: String.raw`{"service\u0054ier":{"type":"flex"}}` }),
    call({ outputBody: '{"service_tier":"priority"}' }),
    call({ outputBody: '{"message":{"serviceTier":{"type":"flex"}}}' }),
    call({ outputBody: '{"serviceTier":{"type":"default"},"text":"a"}' }),
    call({ outputBody: '{"serviceTier":{"type":"flex"},"serviceTier":{"type":"priority"}}' }),
    call({ outputBody: '{"serviceTier":{"type":"flex"},"service_tier":"priority"}' }),
    call({ outputBody: '{"service_tier":"flex","metadata":{"serviceTier":{"type":"priority"}}}' }),
    call({ outputBody: String.raw`{"serviceTier":{"type":"flex"},"service\u0054ier":null}` }),
    call({ outputBody: '{"serviceTier":{"type":"flex","type":"priority"}}' }),
    call({ outputBody: '{"serviceTier":{"type":"turbo"},"service_tier":"flex"}' }),
    call({ outputBody: '{"serviceTier": {"type":"flex"} }' }),
    call({ outputBody: '{"serviceTier":null}' }),
    call({ outputBody: '{"serviceTier":{"type":"flex"}}', counts: false }),
    call({ outputBody: '[{"serviceTier":{"type":"flex"}}]' }),
    call({ outputBody: '[{"metadata":{"serviceTier":{"type":"flex"}}}]' }),
    call({ outputBody: '{"response":{"service_tier":"reserved"}}' }),
    call({ outputBody: '{"usage":{"service_tier":"priority"}}' }),
    call({ inputBody: '{"serviceTier":{"type":"flex"},"service_tier":"flex"}' }),
    call({ after: ',"serviceTier":{"type":"flex"},"service_tier":"flex"' }),
    call({ outputBody: '{"amazon-bedrock-guardrailAction":"INTERVENED"}' }),
    call({ outputBody: '{"amazon-bedrock-guardrailAction":"INTERVENED"}', counts: false }),
    call({ outputBody: '{"amazon-bedrock-guardrailAction":"NONE"}' }),
    call({ outputBody: '{"stopReason":"guardrail_intervened"}' }),
    call({ outputBody: '{"images":["",""]}', counts: false }),
    call({
      extra: '"cacheWriteInputTokenCount":9,',
      outputBody:
        '{"usage":{"cacheDetails":[{"ttl":"1h","inputTokens":4},{"ttl":"5m","inputTokens":5}]}}',
    }),
    call({
      extra: '"cacheWriteInputTokenCount":9,',
      outputBody:
        '{"usage":{"cache_creation":{"ephemeral_1h_input_tokens":9,"ephemeral_5m_input_tokens":0}}}',
    }),
    // Keys twice, at every level.
    call({ extra: '"inputTokenCount":1,' }),
    call({ after: ',"modelId":"amazon.nova-pro-v1:0"' }),
    call({ after: ',"input":{"inputTokenCount":77}' }),
    call({ after: ',"identity":{"arn":"arn:aws:iam::111122223333:root","arn":"second"}' }),
    call({ after: ',"output":null' }),
    call({ after: String.raw`,"\u006dodelId":"amazon.nova-pro-v1:0"` }),
    // Counts that are none.
    ...[
      '1.0',
      '1.5',
      '1e3',
      '-1',
      '-0',
      'null',
      '"7"',
      '[]',
      '{}',
      'true',
      '9007199254740991',
      '9007199254740992',
      '99999999999999999999999',
    ].map((count) => call({ extra: `"cacheReadInputTokenCount":${count},` })),
    // Names of the prototype.
    call({ after: ',"__proto__":{"errorCode":"x"}' }),
    call({ after: ',"constructor":1,"toString":2' }),
    call({ after: ',"requestMetadata":{"__proto__":"x","team":"search","n":1}' }),
    call({ after: ',"requestMetadata":{"team":"s\\u00e9arch","team":"support"}' }),
    // Errors.
    ...['""', 'null', '429', 'false', '"ThrottlingException"', String.raw`"Throttl\u0069ng"`].map(
      (code) => call({ after: `,"errorCode":${code}` }),
    ),
    // White space and no content.
    ' \t{ "schemaType" : "ModelInvocationLog" ,\r "timestamp":"2026-05-02T10:00:00Z" , "modelId":"a.b" } ',
    '{}',
    '[]',
    '"text"',
    'null',
    '12',
    '{"schemaType":"ModelInvocationLog"}',
    '{"schemaType":"Other","timestamp":"2026-05-02T10:00:00Z","modelId":"a.b","operation":"Converse"}',
    '{"timestamp":"2026-05-02T10:00:00Z","modelId":"a.b","operation":"Converse"}',
    '{"timestamp":"2026-02-30T10:00:00Z","modelId":"a.b","operation":"Converse"}',
    '{"timestamp":"2026-05-02T10:00:00.123456+02:00","modelId":"a.b","operation":"Converse"}',
    '{"timestamp":"2026-05-02","modelId":"a.b","operation":"Converse"}',
  ];
}

interface Parts {
  inputBody?: string;
  outputBody?: string;
  /** False: the envelope has no counts. */
  counts?: boolean;
  /** Goes into `input`, before its count. */
  extra?: string;
  /** Goes behind the last key of the record. */
  after?: string;
}

function call({
  inputBody = '{}',
  outputBody = '{}',
  counts = true,
  extra = '',
  after = '',
}: Parts): string {
  const [input, output] = counts ? [',"inputTokenCount":62', ',"outputTokenCount":36'] : ['', ''];
  return [
    '{"timestamp":"2026-08-10T21:12:39Z","accountId":"111122223333","region":"us-east-1"',
    ',"requestId":"304a166e-71c0-467a-b65c-8b8655354959","operation":"Converse"',
    ',"modelId":"us.anthropic.claude-haiku-4-5-20251001-v1:0"',
    `,"input":{"inputContentType":"application/json",${extra}"inputBodyJson":${inputBody}${input}}`,
    `,"output":{"outputContentType":"application/json","outputBodyJson":${outputBody}${output}}`,
    ',"identity":{"arn":"arn:aws:iam::111122223333:user/bedrock-test"}',
    `,"schemaType":"ModelInvocationLog","schemaVersion":"1.0"${after}}`,
  ].join('');
}
