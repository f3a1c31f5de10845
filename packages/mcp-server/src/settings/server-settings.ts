import { z } from 'zod';

import { scopes } from '../access/caller.ts';

const names = z.array(z.string().min(1));
const wholeNumber = z.int().min(1);

const apiKey = z.strictObject({
  name: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'it must be 1 to 64 letters, digits, dots, hyphens or underscores')
    .describe('names the caller in limits and in the log'),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'it must be a SHA-256 as 64 hexadecimal digits')
    .describe('hash of the key, as --create-key prints it; the key itself is kept nowhere'),
  scopes: z.array(z.enum(scopes)).optional().describe('what the caller may read (default: all)'),
});

const callerColumn = z.union(
  [
    z.enum(['principal', 'role', 'person']),
    z.templateLiteral(['requestMetadata.', z.string().min(1)]),
  ],
  'it must be principal, role, person, requestMetadata.KEY or requestMetadata.*',
);

const oauth = z.strictObject({
  issuer: z
    .url('it must be an address such as https://spend.example.com/mcp')
    .describe('authorization server whose tokens are taken'),
  audience: z
    .string()
    .min(1)
    .optional()
    .describe('what stands in aud of tokens, besides publicUrl'),
  scopePrefix: z
    .string()
    .optional()
    .describe('what stands before the names of scopes in tokens (default: nothing)'),
  jwksUrl: z
    .url('it must be an address such as https://spend.example.com/mcp')
    .optional()
    .describe("its keys (default: what the issuer's metadata names)"),
});

/**
 * The settings of a server that others reach: who may call, what may be read, how much. A file of
 * JSON, published as JSON Schema in `schemas/server-settings.schema.json`. Secrets are not in it:
 * session keys and the key of pseudonyms come from the environment, or from where it says.
 */
export const serverSettingsSchema = z
  .strictObject({
    $schema: z.string().optional().describe('for editors'),
    publicUrl: z
      .url('it must be an address such as https://spend.example.com/mcp')
      .optional()
      .describe('address of the MCP endpoint as clients know it; tokens are issued for it'),
    allowedHosts: names.optional().describe('host names to be reached by, besides publicUrl'),
    allowedOrigins: names.optional().describe('host names of web pages that may call'),
    paths: names.optional().describe('paths of the MCP endpoint (default /mcp and /prod/mcp)'),
    apiKeys: z.array(apiKey).min(1).optional().describe('keys for the header x-api-key'),
    oauth: oauth.optional().describe('bearer tokens of an OAuth 2.1 authorization server'),
    allow: z
      .strictObject({
        accounts: names.min(1).optional().describe('accounts that may be read, 12 digits each'),
        regions: names.min(1).optional().describe('regions that may be read'),
        logGroups: names
          .min(1)
          .optional()
          .describe('log groups that may be read; a trailing * stands for any end'),
        columns: z
          .array(callerColumn)
          .optional()
          .describe('columns that tell who called and are shown: principal, role, person, tags'),
      })
      .optional()
      .describe('what callers may read (default: all that the credentials can)'),
    limits: z
      .strictObject({
        requestsPerMinute: wholeNumber
          .optional()
          .describe('of each caller (default 600 where callers show keys or tokens)'),
        concurrentCalls: wholeNumber
          .optional()
          .describe('of each caller (default 16 where callers show keys or tokens)'),
        callSeconds: wholeNumber.optional().describe('a call is given up after it (default 300)'),
        scannedBytesPerDay: z.int().min(0).optional().describe('of all callers, in a UTC day'),
        paidRequestsPerDay: z
          .int()
          .min(0)
          .optional()
          .describe('requests to Cost Explorer, at $0.01 each, in a UTC day'),
        bodyBytes: wholeNumber.optional().describe('longest request body (default 4194304)'),
      })
      .optional(),
    sessions: z
      .strictObject({
        table: z
          .string()
          .regex(/^[\w.-]{3,255}$/, 'it must be the name of a DynamoDB table')
          .optional()
          .describe('DynamoDB table that all instances share (default: memory of each instance)'),
        tableRegion: z.string().min(1).optional().describe("its region (default: AWS's settings)"),
        lifetimeHours: wholeNumber.optional().describe('a session ends after it (default 168)'),
        maxSessions: wholeNumber
          .optional()
          .describe('sessions in the memory of one instance (default 500)'),
        streams: z
          .boolean()
          .optional()
          .describe('false where no response can stay open: GET is then answered 405'),
      })
      .optional(),
    shutdown: z
      .strictObject({
        noticeSeconds: z
          .int()
          .min(0)
          .optional()
          .describe('it goes on serving while /readyz says 503 (default 0)'),
        graceSeconds: z
          .int()
          .min(0)
          .optional()
          .describe('calls that run may end in it (default 10)'),
      })
      .optional(),
  })
  .meta({
    title: 'bedrock-spend server settings',
    description: 'Who may call a bedrock-spend MCP server, what may be read, and how much',
  });

/** The settings of a server, as they stand in the file. */
export type ServerSettings = z.infer<typeof serverSettingsSchema>;
