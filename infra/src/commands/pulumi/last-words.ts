/** What a program that failed said last, to go into a sentence of ours. */
export function lastWords(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const last = lines.findLast((line) => line !== '') ?? 'it did not say why';
  return last.replace(/^(?:error|pulumi):\s*/, '').replace(/\.$/, '');
}
