import type { z } from 'zod';

/** What people are told about a setting, in errors and in the documentation. */
export interface AboutSetting {
  /** What it may be, after "must be". */
  is: string;
  /** What it is for. */
  description: string;
  /** A value that is right, for the command in errors. */
  example: string | number | boolean | object;
  /** The default, where it is not a plain value. */
  otherwise?: string;
}

/** Gives a schema the words that errors and the documentation use. */
export function setting<Schema extends z.ZodType>(schema: Schema, about: AboutSetting): Schema {
  return schema.meta({ ...about });
}

/** A part of the JSON Schema of the settings, with the words of {@link setting}. */
export type SettingNode = z.core.JSONSchema.BaseSchema & Partial<AboutSetting>;
