import { drawChart, type DrawnChart } from './draw-chart.ts';
import { byId, element } from './element.ts';
import { dayRange, longDay } from './format.ts';
import { notesOf } from './notes-of.ts';
import type { Picture } from './picture.ts';
import { showFigures } from './show-figures.ts';
import { showLegend } from './show-legend.ts';
import { showTip } from './show-tip.ts';

let chart: DrawnChart | null = null;
let shown: Picture | null = null;
let pointed: number | null = null;
const hidden = new Set<number>();

/** Shows a picture in place of the one before. */
export function showPicture(picture: Picture): void {
  const { answer, format } = picture;
  shown = picture;
  hidden.clear();
  byId('range').textContent = `${dayRange(answer.window)} · ${answer.timeZone}`;
  const total = byId('total');
  total.replaceChildren(
    element('strong', { text: format(answer.totals) }),
    element('span', { text: `estimated, prices of ${answer.pricesCheckedOn}` }),
  );
  total.hidden = false;
  byId('chart').ariaLabel = describe(picture);
  showLegend(picture, (group, isShown) => {
    if (isShown) hidden.delete(group);
    else hidden.add(group);
    chart?.toggle(group, isShown);
  });
  byId('notes').replaceChildren(...notesOf(answer).map((text) => element('li', { text })));
  showFigures(picture);
  byId('figures').hidden = answer.days.length === 0;
  redraw();
}

/** Draws the bars again: colors of the canvas do not follow the page's by themselves. */
export function redraw(): void {
  if (shown === null) return;
  point(null);
  chart?.remove();
  chart = drawChart({ picture: shown, hidden, onPoint: point });
}

/** Lets the keys and the pointer go from day to day. */
export function followPointer(): void {
  const canvas = byId('chart');
  canvas.addEventListener('mouseleave', () => point(null));
  canvas.addEventListener('blur', () => point(null));
  canvas.addEventListener('keydown', (event) => {
    const last = (shown?.days.length ?? 0) - 1;
    const next: Record<string, number | null> = {
      ArrowLeft: Math.max(0, (pointed ?? last + 1) - 1),
      ArrowRight: Math.min(last, (pointed ?? -1) + 1),
      Home: 0,
      End: last,
      Escape: null,
    };
    const day = next[event.key];
    if (day === undefined) return;
    event.preventDefault();
    point(day);
  });
}

function point(day: number | null): void {
  if (shown === null || day === pointed) return;
  pointed = day;
  chart?.point(day);
  showTip(shown, day, day === null ? 0 : (chart?.middleOf(day) ?? 0));
}

function describe({ answer, grouping, format }: Picture): string {
  const dearest = answer.days.toSorted((one, two) => Number(two.costUsd) - Number(one.costUsd))[0];
  return [
    `Bars of each day by ${grouping.toLowerCase()}, ${dayRange(answer.window)}: ${format(answer.totals)} in all.`,
    ...(dearest === undefined ? [] : [`Most on ${longDay(dearest.day)}: ${format(dearest)}.`]),
  ].join(' ');
}
