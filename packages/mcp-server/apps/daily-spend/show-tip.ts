import { byId, element, swatch } from './element.ts';
import { longDay } from './format.ts';
import type { Picture } from './picture.ts';

const gapPx = 14;

/** Shows what a day cost, beside its bar; `null` hides it. */
export function showTip(picture: Picture, day: number | null, middlePx: number): void {
  const tip = byId('tip');
  const name = day === null ? undefined : picture.days[day];
  if (name === undefined) {
    tip.hidden = true;
    return;
  }
  tip.replaceChildren(...linesOf(picture, name));
  tip.hidden = false;
  const room = tip.parentElement?.clientWidth ?? 0;
  const right = middlePx + gapPx;
  const left = right + tip.offsetWidth <= room ? right : middlePx - gapPx - tip.offsetWidth;
  const within = Math.max(0, Math.min(left, room - tip.offsetWidth));
  tip.style.transform = `translate(${Math.round(within)}px, 4px)`;
}

function linesOf(picture: Picture, name: string): HTMLElement[] {
  const day = picture.usage.get(name);
  const head = element('div', { className: 'head' });
  head.append(element('span', { text: longDay(name) }));
  const total = day === undefined ? 'no usage' : picture.format(day);
  head.append(element('span', { className: 'amount', text: total }));
  const parts = day?.groups.toReversed() ?? [];
  return [
    head,
    ...parts.map((part) => {
      const group = picture.groups[part.group];
      const line = element('div');
      line.append(
        swatch(group?.color ?? '--series-rest'),
        element('span', { className: 'name', text: group?.name ?? '' }),
        element('span', { className: 'amount', text: picture.format(part) }),
      );
      return line;
    }),
  ];
}
