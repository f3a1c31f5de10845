import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { configSchema } from './config-schema.ts';

const published = '../../schemas/config.schema.json';

it('is published as it is; `npx vitest run -u` writes it again after a change', async () => {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
  const text = `${JSON.stringify({ $schema, $id: 'bedrock-spend.config.schema.json', ...schema }, undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot(published);
});

it('lets a validator of JSON Schema accept and refuse the same files', () => {
  const validate = new Ajv({ strict: false, formats: { uri: true } }).compile(
    z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' }),
  );
  const files = [
    {},
    { $schema: './schemas/config.schema.json', paths: 'logs/', days: 30 },
    { groupBy: ['day', 'requestMetadata.team'], discount: '12.5' },
    { discount: 12.5 },
    { dayz: 3 },
    { days: 0 },
    { format: 'html' },
  ];
  const accepted = files.map((file) => configSchema.safeParse(file).success);
  expect(accepted).toEqual([true, true, true, false, false, false, false]);
  expect(files.map((file) => validate(file))).toEqual(accepted);
});
