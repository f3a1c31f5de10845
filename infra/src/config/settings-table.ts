import type { SettingNode } from './setting.ts';
import { settingsNode } from './settings-schema.ts';

/** The table of the settings in docs/deploy.md, in Markdown. */
export function settingsTable(): string {
  return [
    ['setting', 'default', 'may be', 'meaning'],
    ['---', '---', '---', '---'],
    ['`aws:region`', 'asked for', 'a region of AWS', 'region of all that is made'],
    ...rowsOf(settingsNode, ''),
  ]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`)
    .join('\n');
}

function rowsOf({ properties = {}, required = [] }: SettingNode, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const node = property as SettingNode;
    const isNeeded = required.includes(key);
    return [
      [
        `\`${prefix}${key}\``,
        isNeeded ? 'needed' : (node.otherwise ?? defaultOf(node)),
        node.is ?? '',
        node.description ?? '',
      ],
      ...rowsOf(node, `${prefix}${key}.`),
    ];
  });
}

function defaultOf({ default: value }: SettingNode): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `\`${value.join(',')}\``;
  if (typeof value === 'string') return `\`${value}\``;
  const text = JSON.stringify(value ?? {});
  return text === '{}' ? 'none' : `\`${text}\``;
}
