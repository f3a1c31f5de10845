import { z } from 'zod';

import { retentionDays } from './keeping-settings.ts';
import { setting } from './setting.ts';

/** Whether Bedrock's log of invocations is set up along with the server. */
export const invocationLoggingSettings = {
  invocationLogging: setting(
    z.strictObject({
      enabled: setting(z.boolean(), {
        is: 'true or false',
        description: 'whether Bedrock in the region is made to log counts and callers, no prompts',
        example: true,
      }),
      logGroup: setting(z.string().regex(/^[\w./#-]{1,512}$/), {
        is: 'the name of a log group',
        description: 'log group that it writes to',
        example: '/aws/bedrock/modelinvocations',
      }).default('/aws/bedrock/modelinvocations'),
      adoptLogGroup: setting(z.boolean(), {
        is: 'true or false',
        description: 'whether the log group exists already, and stays as it is',
        example: true,
      }).default(false),
      retentionDays: setting(z.literal([...retentionDays]), {
        is: `one of ${retentionDays.join(', ')}`,
        description: 'days that the log is kept; as far back go reports',
        example: 400,
        otherwise: '`400`',
      }).optional(),
      kmsKeyArn: setting(z.string().regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/), {
        is: 'the ARN of a key of KMS',
        description:
          'key of its own for the log group; its policy has to let CloudWatch Logs of the region use it',
        example: 'arn:aws:kms:us-east-1:111122223333:key/EXAMPLE',
        otherwise: 'the encryption that CloudWatch Logs always has',
      }).optional(),
      overwrite: setting(z.boolean(), {
        is: 'true or false',
        description: 'whether a configuration that is there already is replaced',
        example: true,
      }).default(false),
    }),
    {
      is: 'an object with enabled',
      description: "Bedrock's own log of invocations, where nobody has switched it on yet",
      example: { enabled: true },
    },
  ).optional(),
};
