import { z } from 'zod';

import type { Icon } from '../content.ts';
import { singleTypes } from './single-types.ts';
import type { ToolAnnotations, ToolDefinition } from './tool.ts';

/** A tool as `tools/list` shows it. */
export interface ToolDescription {
  name: string;
  title: string;
  description: string;
  inputSchema: JsonObjectSchema;
  outputSchema?: JsonObjectSchema;
  annotations: ToolAnnotations;
  icons?: Icon[];
  _meta?: Record<string, unknown>;
}

/** JSON Schema of an object, in the part of the language that draft 7 and 2020-12 have in common. */
export interface JsonObjectSchema {
  type: 'object';
  properties?: Record<string, object>;
  required?: string[];
  [keyword: string]: unknown;
}

const descriptions = new WeakMap<ToolDefinition, ToolDescription>();

/** Describes a tool for clients. Made once for each definition: every session lists the same. */
export function describeTool(definition: ToolDefinition): ToolDescription {
  const known = descriptions.get(definition);
  if (known !== undefined) return known;
  const { name, title, description, annotations, outputSchema, icons, meta } = definition;
  const made: ToolDescription = {
    name,
    title,
    description,
    inputSchema: jsonSchema(definition.inputSchema, plain),
    ...(outputSchema !== undefined && { outputSchema: jsonSchema(outputSchema, lean) }),
    annotations,
    ...(icons !== undefined && { icons: [...icons] }),
    ...(meta !== undefined && { _meta: { ...meta } }),
  };
  descriptions.set(definition, made);
  return made;
}

function jsonSchema(schema: z.ZodObject, override: Override): JsonObjectSchema {
  // As input, so that an answer may have properties that an older listing does not name.
  const { $schema, ...rest } = singleTypes(z.toJSONSchema(schema, { io: 'input', override }));
  // Without `$schema` a client takes its own default dialect, and both of them read this alike: named
  // only where a definition needs its own.
  const hasOwnDialect = schema.meta()?.['$schema'] !== undefined;
  return { ...(hasOwnDialect && { $schema }), ...rest } as JsonObjectSchema;
}

type Override = (context: { jsonSchema: z.core.JSONSchema.BaseSchema }) => void;

/** A limit of JavaScript's numbers says nothing to a model, and makes every listing longer. */
function plain({ jsonSchema: schema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/**
 * An answer is checked by ourselves before it goes out: its listed schema says what there is and what it
 * means, and leaves out what no reader needs to know, such as that a count is not below 0.
 */
function lean({ jsonSchema: schema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  plain({ jsonSchema: schema });
  if (schema.minimum === 0 || schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  delete schema.exclusiveMinimum;
  delete schema.pattern;
  delete schema.propertyNames;
}
