import { z } from 'zod';

import { billSchema } from './model/bill.ts';
import { invocationListSchema } from './model/invocation-list.ts';
import { reportSchema } from './model/report.ts';
import { setupReportSchema } from './model/setup-report.ts';

export { billAdjustmentSchema, billDaySchema, billedLineSchema, billSchema } from './model/bill.ts';
export { invocationListSchema, listedInvocationSchema } from './model/invocation-list.ts';
export {
  assumptionSchema,
  inferenceProfileSchema,
  partialSchema,
  queryCostSchema,
  rejectedSchema,
  reportSchema,
  sectionRowSchema,
  sourceSchema,
  unpricedSchema,
  usageTotalsSchema,
} from './model/report.ts';
export { policyDocumentSchema, setupReportSchema } from './model/setup-report.ts';

/**
 * JSON Schema (2020-12) of a report as `present(report, { format: 'json' })` writes it. The same is
 * published as `@bedrock-spend/core/schemas/report.schema.json`. Programs that read reports should
 * accept properties they do not know: a minor version may add some.
 *
 * @example
 * const schema = reportJsonSchema();
 * console.log(schema.title); // 'Report of bedrock-spend'
 */
export function reportJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(reportSchema, { io: 'input', target: 'draft-2020-12' }),
    $id: 'urn:bedrock-spend:report:1',
    title: 'Report of bedrock-spend',
  };
}

/**
 * JSON Schema (2020-12) of a list of single calls as `presentInvocations(list, { format: 'json' })`
 * writes it. The same is published as `@bedrock-spend/core/schemas/invocations.schema.json`.
 *
 * @example
 * const schema = invocationsJsonSchema();
 * console.log(schema.title); // 'Invocations of bedrock-spend'
 */
export function invocationsJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(invocationListSchema, { io: 'input', target: 'draft-2020-12' }),
    $id: 'urn:bedrock-spend:invocations:1',
    title: 'Invocations of bedrock-spend',
  };
}

/**
 * JSON Schema (2020-12) of a bill as `presentBill(bill, { format: 'json' })` writes it. The same is
 * published as `@bedrock-spend/core/schemas/bill.schema.json`.
 *
 * @example
 * const schema = billJsonSchema();
 * console.log(schema.title); // 'Bill of bedrock-spend'
 */
export function billJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(billSchema, { io: 'input', target: 'draft-2020-12' }),
    $id: 'urn:bedrock-spend:bill:1',
    title: 'Bill of bedrock-spend',
  };
}

/**
 * JSON Schema (2020-12) of a setup check as `bedrock-spend doctor --json` writes it. The same is
 * published as `@bedrock-spend/core/schemas/setup.schema.json`.
 *
 * @example
 * const schema = setupJsonSchema();
 * console.log(schema.title); // 'Setup check of bedrock-spend'
 */
export function setupJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(setupReportSchema, { io: 'input', target: 'draft-2020-12' }),
    $id: 'urn:bedrock-spend:setup:1',
    title: 'Setup check of bedrock-spend',
  };
}
