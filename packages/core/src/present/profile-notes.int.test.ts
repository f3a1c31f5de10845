import { describe, expect, test } from 'vitest';

import { batchesSource } from '../fixtures.testing.ts';
import { createReport, present, type Format, type InferenceProfile } from '../index.ts';
import { parseRecord } from '../normalize/parse-record.ts';
import { aRecord } from '../normalize/record.testing.ts';

const inferenceProfiles: InferenceProfile[] = [
  {
    arn: 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6',
    name: 'search',
    model: 'us.amazon.nova-pro-v1:0',
    tags: { team: 'find', stage: 'prod' },
  },
  {
    arn: 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/b2c3d4e5f6a1',
    name: 'chat',
    model: 'amazon.nova-lite-v1:0',
    tags: null,
  },
];

async function textOf(format: Format, top?: number): Promise<string> {
  const invocation = parseRecord(aRecord({ timestamp: '2026-11-20T10:00:00Z' }));
  if ('reason' in invocation) throw new Error(invocation.reason);
  const source = batchesSource([{ invocations: [invocation], inferenceProfiles }]);
  const report = await createReport(source, {}, { now: new Date('2026-11-22T12:00:00Z') });
  return present(report, { format, top, width: 120 });
}

describe('application inference profiles', () => {
  test.each(['classic', 'table', 'markdown'] as const)(
    'are named with what is behind them (%s)',
    async (format) => {
      const text = await textOf(format);
      expect(text).toContain(
        'a1b2c3d4e5f6 "search" is us.amazon.nova-pro-v1:0, tagged team=find, stage=prod',
      );
      expect(text).toContain('b2c3d4e5f6a1 "chat" is amazon.nova-lite-v1:0');
    },
  );

  test('are cut like everything else', async () => {
    const text = await textOf('classic', 1);
    expect(text).toContain('Profile: a1b2c3d4e5f6 "search"');
    expect(text).not.toContain('"chat"');
    expect(text).toContain('Profile: … 1 more');
  });
});
