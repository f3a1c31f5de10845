import { byId, element } from './element.ts';
import type { Picture } from './picture.ts';

/** The chart as a table: days down, groups across. */
export function showFigures({ answer, groups, usage, days, format }: Picture): void {
  const table = element('table');
  const head = table.createTHead().insertRow();
  head.append(header('Day', 'col'), header('Total', 'col'));
  head.append(...groups.map(({ name }) => header(name, 'col')));
  const body = table.createTBody();
  for (const name of days) {
    const day = usage.get(name);
    if (day === undefined) continue;
    const row = body.insertRow();
    row.append(header(name, 'row'), cell(format(day)));
    for (const place of groups.keys()) {
      const part = day.groups.find(({ group }) => group === place);
      row.append(cell(part === undefined ? '–' : format(part)));
    }
  }
  const foot = table.createTFoot().insertRow();
  foot.append(header('Total', 'row'), cell(format(answer.totals)));
  foot.append(...groups.map(({ spend }) => cell(format(spend))));
  byId('figures').querySelector('table')?.replaceWith(table);
}

function header(text: string, scope: 'col' | 'row'): HTMLTableCellElement {
  const made = element('th', { text, title: text });
  made.scope = scope;
  return made;
}

function cell(text: string): HTMLTableCellElement {
  return element('td', { text });
}
