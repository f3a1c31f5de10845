import type { Services, ToolDefinition } from './tool.ts';

/** Whether a server with these services has all that a tool needs. */
export function isOffered({ needs }: Pick<ToolDefinition, 'needs'>, services: Services): boolean {
  return needs === undefined || services[needs] !== undefined;
}
