import type { ContentBlock, ReadResourceResult } from '@modelcontextprotocol/sdk/types.js';
import { visibleText } from './visible-text.ts';

/** What a piece of content looks like in a terminal; pictures and sounds are named, not shown. */
export function contentText(content: ContentBlock): string {
  switch (content.type) {
    case 'text':
      return visibleText(content.text);
    case 'image':
    case 'audio':
      return `[${content.type}: ${visibleText(content.mimeType)}, ${byteLength(content.data)} bytes]`;
    case 'resource':
      return resourceText(content.resource);
    case 'resource_link':
      return visibleText(`[resource: ${content.uri} ${content.name}]`);
    default:
      return '[content of an unknown kind]';
  }
}

export function resourceText(resource: ReadResourceResult['contents'][number]): string {
  if ('text' in resource) return visibleText(resource.text);
  const kind = resource.mimeType ?? 'data';
  return visibleText(`[${resource.uri}: ${kind}, ${byteLength(resource.blob)} bytes]`);
}

function byteLength(base64: string): number {
  return Buffer.from(base64, 'base64').length;
}
