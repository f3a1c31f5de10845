import { byId, element } from './element.ts';

/** What days can be split by, in the order offered. */
const offered: readonly (readonly [dimension: string, label: string])[] = [
  ['model', 'Model'],
  ['person', 'Person'],
  ['requestMetadata.team', 'Team'],
  ['region', 'Region'],
];

/** A dimension as people call it; a tag goes by its key. */
export function groupingLabel(dimension: string): string {
  const [, label] = offered.find(([name]) => name === dimension) ?? [];
  return label ?? dimension.replace(/^requestMetadata\./, '');
}

/** The first dimension of `group_by` that is no time. */
export function askedGrouping(groupBy: unknown): string {
  const names = [groupBy]
    .flat()
    .flatMap((name) => (typeof name === 'string' ? name.split(',') : []));
  return (
    names.map((name) => name.trim()).find((name) => !['', 'day', 'hour'].includes(name)) ?? 'model'
  );
}

/** Shows the switch, with what was asked for among the choices. */
export function showGroupings(chosen: string, choose: (dimension: string) => void): void {
  const switcher = byId('groupings');
  const shown = [...switcher.querySelectorAll('input')];
  const known = shown.find(({ value }) => value === chosen);
  if (known !== undefined) {
    // The inputs stay: who goes through them with the keyboard keeps the place.
    known.checked = true;
    return;
  }
  const names = offered.map(([name]) => name);
  const all = names.includes(chosen) ? names : [...names, chosen];
  switcher.querySelectorAll('label').forEach((label) => label.remove());
  switcher.append(...all.map((name) => choice(name, { isChosen: name === chosen, choose })));
  switcher.hidden = false;
}

function choice(
  name: string,
  { isChosen, choose }: { isChosen: boolean; choose: (dimension: string) => void },
): HTMLElement {
  const label = element('label');
  const input = element('input');
  input.type = 'radio';
  input.name = 'grouping';
  input.value = name;
  input.checked = isChosen;
  input.addEventListener('change', () => choose(name));
  label.append(input, groupingLabel(name));
  return label;
}
