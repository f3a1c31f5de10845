import { z } from 'zod';

import { setting } from './setting.ts';

/** Who is told when something is wrong with the server, or when it costs more than it should. */
export const alarmSettings = {
  alarms: setting(
    z.strictObject({
      email: setting(z.email(), {
        is: 'an e-mail address',
        description: 'address that a topic is made for; AWS asks it to confirm',
        example: 'team@example.com',
        otherwise: 'none; give this or `alarms.topicArn`',
      }).optional(),
      topicArn: setting(z.string().regex(/^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/), {
        is: 'the ARN of a topic of SNS',
        description: 'topic that there is, in the region of the function',
        example: 'arn:aws:sns:us-east-1:111122223333:alarms',
        otherwise: 'one is made for `alarms.email`',
      }).optional(),
      kmsKeyArn: setting(z.string().regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/), {
        is: 'the ARN of a key of KMS',
        description:
          'key for the topic that is made; its policy has to let `cloudwatch.amazonaws.com` use `kms:Decrypt` and `kms:GenerateDataKey*`',
        example: 'arn:aws:kms:us-east-1:111122223333:key/EXAMPLE',
        otherwise: "the encryption of SNS's disks",
      }).optional(),
      scannedBytesPerDay: setting(z.int().min(1), {
        is: 'a whole number from 1 on',
        description: 'bytes that queries scan in a day before somebody is told',
        example: 100_000_000_000,
        otherwise: '80 % of `limits.scannedBytesPerDay`, else `100000000000`',
      }).optional(),
      paidRequestsPerDay: setting(z.int().min(1), {
        is: 'a whole number from 1 on',
        description: 'requests to Cost Explorer in a day before somebody is told',
        example: 100,
        otherwise: '80 % of `limits.paidRequestsPerDay`, else `100`',
      }).optional(),
    }),
    {
      is: 'an object with email or topicArn',
      description: 'who is told when the server fails, is slow or costs more than it should',
      example: { email: 'team@example.com' },
    },
  ).optional(),
};
