import { expect, it } from 'vitest';
import { z } from 'zod';

import { serverSettingsSchema } from './server-settings.ts';

const published = '../../schemas/server-settings.schema.json';

it('publishes the settings as JSON Schema, which editors read', async () => {
  const { $schema, ...schema } = z.toJSONSchema(serverSettingsSchema, { io: 'input' });
  const $id = 'bedrock-spend.server-settings.schema.json';

  await expect(
    `${JSON.stringify({ $schema, $id, ...schema }, undefined, 2)}\n`,
  ).toMatchFileSnapshot(published);
});
