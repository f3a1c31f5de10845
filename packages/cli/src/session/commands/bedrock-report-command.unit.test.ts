import { describe, expect, it } from 'vitest';
import { reportArguments } from './bedrock-report-command.ts';

describe('bedrock-report', () => {
  it('sends nothing when nothing was typed, so that the defaults of the server hold', () => {
    expect(reportArguments('')).toEqual({});
  });

  it('takes region, log group, days and account by position', () => {
    expect(reportArguments('us-east-1 /aws/bedrock/modelinvocations 17 123456789012')).toEqual({
      region: 'us-east-1',
      log_group_name: '/aws/bedrock/modelinvocations',
      days: 17,
      aws_account_id: '123456789012',
    });
  });

  it('takes window flags among the positions', () => {
    expect(reportArguments('us-east-1 LOGS 17 --until 2025-04-22')).toEqual({
      region: 'us-east-1',
      log_group_name: 'LOGS',
      days: 17,
      until: '2025-04-22',
    });
  });

  it('collects flags that may be repeated, and keeps commas in conditions', () => {
    expect(
      reportArguments(
        "--group-by day,model --group-by=person --where 'person=Lovelace, Ada' --top 3",
      ),
    ).toEqual({
      group_by: ['day', 'model', 'person'],
      where: ['person=Lovelace, Ada'],
      top: 3,
    });
  });

  it('leaves a wrong number to the server to explain', () => {
    expect(reportArguments('--days many')).toEqual({ days: 'many' });
  });

  it.each([
    ['--unitl 2025-04-22', "Unknown option '--unitl' of bedrock-report: did you mean --until?"],
    ['--until', '--until needs a value.'],
    ['a b 1 c d', /^'d' is one word too many/],
    ["--where 'a", /^A quote is not closed/],
  ])('refuses %s in one sentence', (typed, sentence) => {
    expect(() => reportArguments(typed)).toThrow(sentence);
  });
});
