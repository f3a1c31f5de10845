import { z } from 'zod';

import { setting } from './setting.ts';

const text = z.string().min(1);
const address = z.url({ protocol: /^https$/ });

/** How callers reach the function. Limits: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const frontDoorSettings = {
  frontDoor: setting(z.enum(['api-gateway', 'function-url']), {
    is: 'api-gateway or function-url',
    description:
      'a REST API with keys or tokens, or a function URL whose callers sign with AWS credentials',
    example: 'api-gateway',
  }).default('api-gateway'),
  apiName: setting(z.string().regex(/^[\w .-]{1,128}$/), {
    is: '1 to 128 letters, digits, spaces, dots, hyphens or underscores',
    description: 'name of the REST API, its key and its usage plan',
    example: 'bedrock-spend',
    otherwise: '`functionName`',
  }).optional(),
  stageName: setting(z.string().regex(/^[\w-]{1,128}$/), {
    is: '1 to 128 letters, digits, hyphens or underscores',
    description: 'stage of the REST API, the first part of its path',
    example: 'prod',
  }).default('prod'),
  throttle: setting(
    z.strictObject({
      requestsPerSecond: setting(z.number().positive().max(10_000), {
        is: 'a number over 0, up to 10000',
        description: 'requests a second, on average, of the key or with tokens of all callers',
        example: 10,
      }),
      burst: setting(z.int().min(1).max(5000), {
        is: 'a whole number from 1 to 5000',
        description: 'requests that may come at once',
        example: 20,
      }),
    }),
    {
      is: 'an object with requestsPerSecond and burst',
      description: 'how fast requests may come; beyond it they are answered 429',
      example: { requestsPerSecond: 10, burst: 20 },
    },
  ).default({ requestsPerSecond: 10, burst: 20 }),
  quota: setting(
    z.strictObject({
      limit: setting(z.int().min(1), {
        is: 'a whole number from 1 on',
        description: 'requests of the key in the period',
        example: 10_000,
      }),
      period: setting(z.enum(['DAY', 'WEEK', 'MONTH']), {
        is: 'DAY, WEEK or MONTH',
        description: 'after which counting begins anew',
        example: 'DAY',
      }),
    }),
    {
      is: 'an object with limit and period',
      description: 'how many requests may come; beyond it they are answered 429',
      example: { limit: 10_000, period: 'DAY' },
    },
  ).default({ limit: 10_000, period: 'DAY' }),
  domain: setting(
    z.strictObject({
      name: setting(
        z
          .string()
          .max(253)
          .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/),
        {
          is: 'a domain name in lower case',
          description: 'name that callers use',
          example: 'spend.example.com',
        },
      ),
      certificateArn: setting(
        z.string().regex(/^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/),
        {
          is: 'the ARN of a certificate of AWS Certificate Manager',
          description: 'its certificate, in the region of the function',
          example: 'arn:aws:acm:us-east-1:111122223333:certificate/EXAMPLE',
        },
      ),
      hostedZoneId: setting(z.string().regex(/^[A-Z0-9]{1,32}$/), {
        is: 'the id of a hosted zone of Route 53',
        description: 'zone in which the name is made to lead to the API',
        example: 'Z0123456789EXAMPLE',
        otherwise: 'you make a DNS record that leads to the output `domainTarget`',
      }).optional(),
      // One part only, for mappings of REST APIs: https://github.com/hashicorp/terraform-provider-aws/issues/21986
      basePath: setting(z.string().regex(/^[\w$.+!*'()-]{1,128}$/), {
        is: 'one part of a path, without slashes',
        description: 'path before `/mcp` under the name',
        example: 'spend',
        otherwise: 'none',
      }).optional(),
      keepDefaultEndpoint: setting(z.boolean(), {
        is: 'true or false',
        description: "whether API Gateway's own address goes on answering",
        example: true,
        otherwise: '`false`',
      }).optional(),
    }),
    {
      is: 'an object with name and certificateArn',
      description: 'name of your own for the REST API',
      example: {
        name: 'spend.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/EXAMPLE',
      },
    },
  ).optional(),
  oauth: setting(
    z.strictObject({
      issuer: setting(address, {
        is: 'an address that begins with https://',
        description: 'authorization server whose tokens are taken',
        example: 'https://login.example.com',
      }),
      audience: setting(text, {
        is: 'a text',
        description: 'what stands in `aud` of tokens',
        example: 'bedrock-spend',
        otherwise: 'the MCP URL',
      }).optional(),
      jwksUrl: setting(address, {
        is: 'an address that begins with https://',
        description: "the issuer's keys",
        example: 'https://login.example.com/keys',
        otherwise: "what the issuer's metadata name",
      }).optional(),
      scopePrefix: setting(text, {
        is: 'a text',
        description: 'what stands before the names of scopes in tokens',
        example: 'bedrock-spend/',
        otherwise: 'none',
      }).optional(),
    }),
    {
      is: 'an object with issuer',
      description: 'callers log in and send tokens, instead of an API key',
      example: { issuer: 'https://login.example.com' },
    },
  ).optional(),
};
