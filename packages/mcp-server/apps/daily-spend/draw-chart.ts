import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js';

import { byId } from './element.ts';
import { shortDay } from './format.ts';
import type { Picture } from './picture.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale);

export interface DrawnChart {
  /** Marks a day, or none. */
  point(day: number | null): void;
  /** Middle of the bar of a day, in pixels from the left. */
  middleOf(day: number): number;
  toggle(group: number, isShown: boolean): void;
  remove(): void;
}

export interface DrawOptions {
  picture: Picture;
  hidden: ReadonlySet<number>;
  /** The pointer is over a day, or over none. */
  onPoint(day: number | null): void;
}

/** Draws the stacked bars in the colors that the page has at this moment. */
export function drawChart({ picture, hidden, onPoint }: DrawOptions): DrawnChart {
  let pointed: number | null = null;
  const colors = colorsOfPage();
  const highest = Math.max(0, ...picture.answer.days.map(({ costUsd }) => Number(costUsd)));
  // A gap between the parts of a bar would swallow the small ones.
  const thinnest = highest / 50;
  const band: Plugin<'bar'> = {
    id: 'band',
    beforeDatasetsDraw({ ctx, chartArea, scales: { x } }) {
      if (pointed === null || x === undefined) return;
      const width = chartArea.width / picture.days.length;
      ctx.fillStyle = colors('--sunken');
      ctx.fillRect(x.getPixelForValue(pointed) - width / 2, chartArea.top, width, chartArea.height);
    },
  };
  const config: ChartConfiguration<'bar', number[], string> = {
    type: 'bar',
    data: {
      labels: picture.days.map(shortDay),
      datasets: picture.groups.map(({ color }, place) => ({
        // Heights only: what is written comes from the exact decimals.
        data: picture.days.map((day) => heightOf(picture, day, place)),
        backgroundColor: colors(color),
        hidden: hidden.has(place),
        borderColor: colors('--surface'),
        borderWidth: ({ raw }) => ({ top: Number(raw) > thinnest ? 1 : 0 }),
        borderSkipped: false,
        borderRadius: 2,
        maxBarThickness: 56,
        categoryPercentage: 0.78,
        barPercentage: 1,
      })),
    },
    options: {
      maintainAspectRatio: false,
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 300 },
      interaction: { mode: 'index', intersect: false },
      onHover: (_event, active) => onPoint(active[0]?.index ?? null),
      layout: { padding: { top: 18 } },
      scales: {
        x: {
          stacked: true,
          grid: { display: false },
          border: { color: colors('--line') },
          ticks: { color: colors('--muted'), maxRotation: 0, autoSkipPadding: 12 },
        },
        y: {
          stacked: true,
          beginAtZero: true,
          grid: { color: colors('--line'), drawTicks: false },
          border: { display: false },
          ticks: {
            color: colors('--muted'),
            padding: 8,
            maxTicksLimit: 5,
            callback: (value, _place, ticks) => axisAmount(Number(value), ticks.at(-1)?.value ?? 0),
          },
        },
      },
      font: { family: getComputedStyle(document.body).fontFamily, size: 12 },
    },
    plugins: [band, marksOfUnpriced(picture, colors)],
  };
  const chart = new Chart(byId('chart') as HTMLCanvasElement, config);
  return {
    point(day) {
      if (day === pointed) return;
      pointed = day;
      chart.draw();
    },
    middleOf: (day) => chart.scales['x']?.getPixelForValue(day) ?? 0,
    toggle: (group, isShown) => chart.setDatasetVisibility(group, isShown) ?? chart.update(),
    remove: () => chart.destroy(),
  };
}

function heightOf({ usage }: Picture, day: string, place: number): number {
  const part = usage.get(day)?.groups.find(({ group }) => group === place);
  return Number(part?.costUsd ?? 0);
}

/** A question mark over each day whose bar is lower than what the day cost. */
function marksOfUnpriced(picture: Picture, colors: (name: string) => string): Plugin<'bar'> {
  return {
    id: 'unpriced',
    afterDatasetsDraw({ ctx, scales: { x, y } }) {
      if (x === undefined || y === undefined) return;
      ctx.save();
      ctx.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
      ctx.fillStyle = colors('--warning-text');
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      for (const [place, name] of picture.days.entries()) {
        const day = picture.usage.get(name);
        if (day === undefined || day.costStatus === 'complete') continue;
        const top = y.getPixelForValue(Number(day.costUsd));
        ctx.fillText('?', x.getPixelForValue(place), top - 8);
      }
      ctx.restore();
    },
  };
}

/** Whole dollars on a high axis, as many places as it takes on a low one. */
function axisAmount(value: number, highest: number): string {
  const places = highest >= 10 ? 0 : highest >= 0.1 ? 2 : 4;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(value);
}

/** The canvas knows no custom properties, so an element resolves them. */
function colorsOfPage(): (name: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const known = new Map<string, string>();
  const names = ['--surface', '--sunken', '--muted', '--line', '--warning-text'];
  const series = Array.from({ length: 6 }, (_, place) => `--series-${place}`);
  for (const name of [...names, ...series, '--series-rest']) {
    probe.style.color = `var(${name})`;
    known.set(name, getComputedStyle(probe).color);
  }
  probe.remove();
  return (name) => known.get(name) ?? '';
}
