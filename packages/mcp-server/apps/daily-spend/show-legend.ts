import { byId, element, swatch } from './element.ts';
import type { Picture } from './picture.ts';

/** One line for each group, with what it cost; a press takes it out of the bars and back. */
export function showLegend(
  { groups, format }: Picture,
  toggle: (group: number, isShown: boolean) => void,
): void {
  const lines = groups.map(({ name, color, spend }, place) => {
    const button = element('button', { title: name });
    button.type = 'button';
    button.ariaPressed = 'true';
    button.append(
      swatch(color),
      element('span', { className: 'name', text: name }),
      element('span', { className: 'amount', text: format(spend) }),
    );
    button.addEventListener('click', () => {
      const isShown = button.ariaPressed !== 'true';
      button.ariaPressed = String(isShown);
      toggle(place, isShown);
    });
    const line = element('li');
    line.append(button);
    return line;
  });
  byId('legend').replaceChildren(...lines);
}
