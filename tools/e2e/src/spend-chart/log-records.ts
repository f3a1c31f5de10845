export interface LoggedCall {
  day: string;
  model: string;
  person: string;
  team?: string | undefined;
  inputTokens: number;
  outputTokens: number;
}

/** Log lines of calls, one for each, as Bedrock writes them. */
export function logRecords(calls: readonly LoggedCall[]): string {
  const lines = calls.map(({ day, model, person, team, inputTokens, outputTokens }, place) =>
    JSON.stringify({
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      timestamp: `${day}T12:00:00Z`,
      accountId: '111122223333',
      identity: { arn: `arn:aws:sts::111122223333:assumed-role/developers/${person}` },
      region: 'us-east-1',
      requestId: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
      operation: 'Converse',
      modelId: model,
      input: { inputContentType: 'application/json', inputTokenCount: inputTokens },
      output: { outputContentType: 'application/json', outputTokenCount: outputTokens },
      ...(team !== undefined && { requestMetadata: { team } }),
    }),
  );
  return `${lines.join('\n')}\n`;
}
