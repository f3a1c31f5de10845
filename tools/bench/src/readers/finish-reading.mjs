// The readers are plain JavaScript: in a child process of its own, each would otherwise pay for the
// removal of its types, which a small log would show.

/**
 * Ends a reader's process by telling what it cost and what it counted, on the last line of its output.
 *
 * @param {object} totals What the reader found, to compare with the other readers.
 */
export function finishReading(totals) {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  process.stdout.write(`${JSON.stringify({ cpuSeconds, peakMegabytes: maxRSS / 1024, totals })}\n`);
}
