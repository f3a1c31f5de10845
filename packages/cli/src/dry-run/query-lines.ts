const indent = '  ';
const hanging = '      ';

/**
 * A query of CloudWatch Logs Insights in lines that fit, as far as it can be broken: it is still the
 * same query when it is copied. Regular expressions stay whole.
 */
export function queryLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((command) => commandLines(command, width));
}

function commandLines(command: string, width: number): string[] {
  // A field may be named in backticks, with commas and spaces in its name.
  const parts = /^\| (?:fields|stats) /.test(command)
    ? command.split(/(?<=,) (?=(?:[^`]*`[^`]*`)*[^`]*$)/)
    : [command];
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? `${indent}${part}` : `${line} ${part}`;
    if (line === '' || longer.length <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = `${hanging}${part}`;
    }
  }
  return [...lines, line];
}
