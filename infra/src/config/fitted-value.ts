import type { SettingNode } from './setting.ts';

/**
 * A value as Pulumi keeps it, in the kind that a setting has: Pulumi keeps `2048` as text, a list as
 * JSON, and takes account ids for numbers. A list may be typed with commas. What does not fit stays
 * as it is, for the schema to refuse.
 */
export function fittedValue(value: unknown, node: SettingNode | undefined): unknown {
  const kind = kindOf(node, value);
  switch (kind?.type) {
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    case 'number':
    case 'integer':
      return isText(value) && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'array':
      return fittedList(value, kind.items as SettingNode | undefined);
    case 'object':
      return fittedObject(isText(value) ? parsed(value) : value, kind);
    default:
      return value;
  }
}

/** Of the kinds that a setting may have, the one that a value is meant to be. */
function kindOf(node: SettingNode | undefined, value: unknown): SettingNode | undefined {
  if (node?.anyOf === undefined) return node;
  const kinds = node.anyOf as SettingNode[];
  return kinds.find((kind) => kind.const === value) ?? kinds.find((kind) => kind.type === 'array');
}

function fittedList(value: unknown, item: SettingNode | undefined): unknown {
  const list =
    isText(value) && !value.trimStart().startsWith('[')
      ? value.split(',').map((part) => part.trim())
      : isText(value)
        ? parsed(value)
        : value;
  return Array.isArray(list) ? list.map((part) => fittedValue(part, item)) : list;
}

function fittedObject(value: unknown, node: SettingNode): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const rest = node.additionalProperties as SettingNode | undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      fittedValue(part, (node.properties?.[key] as SettingNode | undefined) ?? rest),
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
