import type { Random } from '../random.ts';
import type { Workload } from './workload.ts';

const hourMs = 3_600_000;

/** When a workload calls on one day: fewer calls at the weekend, most in the middle of its hours. */
export function callTimes(dayStartMs: number, workload: Workload, random: Random): number[] {
  const { callsPerWeekday, weekend, hours } = workload;
  const weekday = new Date(dayStartMs).getUTCDay();
  const expected = weekday === 0 || weekday === 6 ? callsPerWeekday * weekend : callsPerWeekday;
  const calls = Math.floor(expected * (0.85 + 0.3 * random.fraction()) + random.fraction());
  const [first, last] = hours;
  const spanMs = (last - first + 1) * hourMs - 1_000;
  // The mean of two equal chances is a triangle: busy in the middle, quiet at both ends.
  return Array.from({ length: calls }, () =>
    Math.floor(
      dayStartMs + first * hourMs + spanMs * ((random.fraction() + random.fraction()) / 2),
    ),
  );
}
