import * as z from 'zod';
import { engineNames } from '../flags/aws-flags.ts';
import { reportFormats, sourceKinds } from '../flags/report-flags.ts';

const nameOrNames = z.union([z.string().min(1), z.array(z.string().min(1))]);

/**
 * The configuration file, `bedrock-spend.config.json`: defaults for the flags of the same name.
 * Published as JSON Schema in `schemas/config.schema.json`.
 */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe('for editors'),
    source: z.enum(sourceKinds).optional().describe('where the log comes from'),
    paths: nameOrNames
      .optional()
      .describe('log files, folders or globs; relative ones start at the folder of this file'),
    engine: z.enum(engineNames).optional().describe('how CloudWatch is asked (default auto)'),
    region: nameOrNames.optional().describe('calls made in these regions; "all" = all'),
    account: nameOrNames.optional().describe('calls of these accounts, 12 digits each'),
    logGroup: nameOrNames
      .optional()
      .describe('CloudWatch log groups (default /aws/bedrock/modelinvocations)'),
    profile: z.string().min(1).optional().describe('AWS profile (default AWS_PROFILE)'),
    roleName: z
      .string()
      .min(1)
      .optional()
      .describe('role to assume in other accounts (default BedrockSpendReader)'),
    externalId: z.string().min(1).optional().describe('what the trust policies of those roles ask'),
    cache: z
      .union([z.boolean(), z.string().min(1)])
      .optional()
      .describe(
        'keep past days of AWS (default true), or the file to keep them in; a relative path starts at the folder of this file',
      ),
    days: z.int().min(1).max(3660).optional().describe('calendar days of a report (default 7)'),
    timeZone: z.string().optional().describe('IANA name such as Europe/Berlin (default UTC)'),
    groupBy: nameOrNames.optional().describe('sections of the report'),
    where: nameOrNames.optional().describe('conditions such as "region=us-east-1"'),
    top: z.int().min(1).max(1_000_000).optional().describe('rows of a section (default all)'),
    format: z.enum(reportFormats).optional().describe('form of the report'),
    prices: z
      .string()
      .optional()
      .describe('file with your own prices; a relative path starts at the folder of this file'),
    discount: z
      .string()
      .regex(/^(\d{1,2}(\.\d{1,4})?|100(\.0{1,4})?)$/)
      .optional()
      .describe('percentage taken off list prices, a string such as "12.5"'),
    strict: z.boolean().optional().describe('parse every line in full'),
    deduplicate: z.boolean().optional().describe('count a request id once'),
  })
  .meta({
    title: 'bedrock-spend.config.json',
    description: 'Defaults for the flags of the bedrock-spend command line',
  });

export type Config = z.infer<typeof configSchema>;
