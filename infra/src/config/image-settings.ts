import { z } from 'zod';

import { setting } from './setting.ts';

/** The container image and where it is kept. Names: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const imageSettings = {
  repositoryName: setting(
    z
      .string()
      .min(2)
      .max(256)
      .regex(/^[a-z0-9]+([._/-][a-z0-9]+)*$/),
    {
      is: '2 to 256 lower-case letters and digits, with single dots, hyphens, underscores or slashes between them',
      description: 'ECR repository of the image',
      example: 'tools/bedrock-spend',
      otherwise: '`functionName` in lower case',
    },
  ).optional(),
  adoptRepository: setting(z.boolean(), {
    is: 'true or false',
    description: 'whether `repositoryName` exists already and is left as it is',
    example: true,
  }).default(false),
  imagesToKeep: setting(z.int().min(2).max(1000), {
    is: 'a whole number from 2 to 1000',
    description: 'newest images that stay in the repository that is made',
    example: 10,
  }).default(10),
  baseImage: setting(z.string().regex(/^[a-z0-9][\w./:@-]{1,300}$/i), {
    is: 'the name of a container image',
    description: 'image with the runtime of Lambda that the server is put on',
    example: 'public.ecr.aws/lambda/nodejs:24',
  }).default('public.ecr.aws/lambda/nodejs:24'),
};
