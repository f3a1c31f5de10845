import { definitions } from '../definitions.ts';
import type { ToolDefinition } from './tool.ts';

/** Our own tool of this name. */
export function toolsNamed(name: string): ToolDefinition {
  const tool = definitions.tools.find((definition) => definition.name === name);
  if (tool === undefined) throw new Error(`There is no tool ${name}.`);
  return tool;
}
