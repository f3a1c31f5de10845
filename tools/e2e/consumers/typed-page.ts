// What a page in TypeScript sees of the library's root entry. It is type-checked, never run.
import { createReport, memorySource, type Invocation, type Report } from '@bedrock-spend/core';

declare const invocations: readonly Invocation[];

export const report: Report = await createReport(memorySource(invocations), { days: 1 });
export const costUsd: string = report.totals.costUsd;

// @ts-expect-error money is a decimal string: this line fails to compile unless the types are found
export const wrongCost: number = report.totals.costUsd;
