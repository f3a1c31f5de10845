import { z } from 'zod';

import { alarmSettings } from './alarm-settings.ts';
import { frontDoorSettings } from './front-door-settings.ts';
import { functionSettings } from './function-settings.ts';
import { imageSettings } from './image-settings.ts';
import { invocationLoggingSettings } from './invocation-logging-settings.ts';
import { keepingSettings } from './keeping-settings.ts';
import { readingSettings } from './reading-settings.ts';
import type { SettingNode } from './setting.ts';

/** Every setting of the namespace `bedrock-spend`, in the order of the documentation. */
export const settingsSchema = z.strictObject({
  ...functionSettings,
  ...frontDoorSettings,
  ...readingSettings,
  ...keepingSettings,
  ...alarmSettings,
  ...invocationLoggingSettings,
  ...imageSettings,
});

/** The settings of a stack, with the defaults that do not depend on others. */
export type Settings = z.output<typeof settingsSchema>;

/** The schema as data: what kind each setting is, and the words about it. */
export const settingsNode: SettingNode = z.toJSONSchema(settingsSchema, {
  io: 'input',
  unrepresentable: 'any',
});
