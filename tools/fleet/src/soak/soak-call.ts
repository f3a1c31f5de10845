import type { Random } from '@bedrock-spend/sample-logs/random';

import { requestsWithin } from './soak-logs.ts';

/** One call of a tool, and how to tell its answer from any other. */
export interface SoakCall {
  tool: 'greet' | 'multi-greet' | 'bedrock-report';
  arguments: Record<string, unknown>;
  /** Stands in every message about this call, and in none about another. */
  mark: string;
  /** The client hangs up after so many events of the answer; `null`: it stays. */
  hangsUpAfter: number | null;
  /** It then asks for the rest; else it makes the call once more. */
  resumes: boolean;
  /** Whether this is the right answer. */
  isAnsweredBy(structured: unknown): boolean;
}

/** The next call: mostly short ones, some that stream, a few that read logs. */
export function nextCall(random: Random, number: number): SoakCall {
  const kind = random.fraction();
  if (kind < 0.6) return greet(random, number);
  return kind < 0.9 ? multiGreet(random, number) : report(random);
}

function greet(random: Random, number: number): SoakCall {
  const mark = markOf(random, number);
  return {
    tool: 'greet',
    arguments: { name: mark },
    mark,
    hangsUpAfter: null,
    resumes: false,
    isAnsweredBy: (structured) => isSame(structured, { greeting: `Hello, ${mark}!` }),
  };
}

function multiGreet(random: Random, number: number): SoakCall {
  const mark = markOf(random, number);
  const greetings = [`Hello, ${mark}!`, `Hello again, ${mark}!`, `Good morning, ${mark}!`];
  return {
    tool: 'multi-greet',
    arguments: { name: mark },
    mark,
    hangsUpAfter: random.chance(0.25) ? random.integer(1, 4) : null,
    resumes: random.chance(0.7),
    isAnsweredBy: (structured) => isSame(structured, { greetings }),
  };
}

/** Its window is what marks it: of some 300,000 that there are, hardly two calls have the same. */
function report(random: Random): SoakCall {
  const since = dayAfter('2024-01-01', random.integer(0, 700));
  const until = dayAfter('2026-01-01', random.integer(0, 260));
  return {
    tool: 'bedrock-report',
    arguments: { since, until, format: 'json' },
    mark: until,
    hangsUpAfter: null,
    resumes: false,
    isAnsweredBy(structured) {
      const { window, totals } = structured as {
        window?: { since?: string; until?: string };
        totals?: { requests?: number };
      };
      return (
        window?.since === since &&
        window.until === until &&
        totals?.requests === requestsWithin(since, until)
      );
    },
  };
}

function markOf(random: Random, number: number): string {
  return `${number}-${random.hex(12)}`;
}

function isSame(actual: unknown, expected: unknown): boolean {
  return JSON.stringify(actual) === JSON.stringify(expected);
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
