// What a program in TypeScript sees of the library. It is type-checked, never run.
import { createReport, SpendError, type Query, type Report } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { reportSchema } from '@bedrock-spend/core/schema';

const query: Query = { days: 17, until: '2025-04-22', regions: ['us-east-1'] };

export const report: Report = await createReport(filesSource(['logs/']), query);
export const costUsd: string = report.totals.costUsd;
export const requests: number = reportSchema.parse(report).totals.requests;

// @ts-expect-error money is a decimal string: this line fails to compile unless the types are found
export const wrongCost: number = report.totals.costUsd;

// @ts-expect-error the query has no such key
export const wrongQuery: Query = { daze: 17 };

export function isCancelled(error: unknown): boolean {
  return SpendError.isInstance(error) && error.code === 'CANCELLED';
}
