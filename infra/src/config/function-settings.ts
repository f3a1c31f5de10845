import { z } from 'zod';

import { setting } from './setting.ts';

/** The function and what it may do. Limits: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const functionSettings = {
  functionName: setting(z.string().regex(/^[\w-]{1,48}$/), {
    is: '1 to 48 letters, digits, hyphens or underscores (the name of the role adds the region)',
    description: 'name of the function; what else is made is named after it',
    example: 'bedrock-spend',
  }).default('bedrock-spend'),
  memory: setting(z.int().min(128).max(10_240), {
    is: 'a whole number of MB from 128 to 10240',
    description: 'memory in MB; processor time grows with it',
    example: 2048,
  }).default(2048),
  timeout: setting(z.int().min(1).max(900), {
    is: 'a whole number of seconds from 1 to 900',
    description: 'seconds that a request may take, in the function and at the front door',
    example: 300,
  }).default(300),
  architecture: setting(z.enum(['x86_64', 'arm64']), {
    is: 'x86_64 or arm64',
    description: 'processor of the function, which its image is built for',
    example: 'arm64',
  }).default('x86_64'),
  reservedConcurrency: setting(z.int().min(1), {
    is: 'a whole number from 1 on',
    description: 'most requests at a time, taken out of what the account has',
    example: 20,
    otherwise: 'what the account has left',
  }).optional(),
  tracing: setting(z.boolean(), {
    is: 'true or false',
    description: 'whether X-Ray traces requests',
    example: true,
  }).default(false),
  roleArn: setting(z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/), {
    is: 'the ARN of a role',
    description: 'role that exists already, instead of one that is made',
    example: 'arn:aws:iam::111122223333:role/bedrock-spend',
  }).optional(),
  permissionsBoundaryArn: setting(
    z.string().regex(/^arn:aws[\w-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]{1,512}$/),
    {
      is: 'the ARN of a policy',
      description: 'permissions boundary of the role that is made',
      example: 'arn:aws:iam::111122223333:policy/boundary',
    },
  ).optional(),
};
