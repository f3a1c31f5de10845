/** An input that a model builds on; where it is missing or no text, the run ends with a sentence. */
export function text(inputs: Readonly<Record<string, unknown>>, name: string): string {
  const value = inputs[name];
  if (typeof value !== 'string') throw new Error(`${name} must be a text.`);
  return value;
}
