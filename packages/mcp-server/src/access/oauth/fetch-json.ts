/** Metadata and keys are a few kilobytes: what takes longer than this is not going to come. */
export const fetchLimitMs = 5000;

/** The JSON at an address, or `null` where there is none; rejects where nobody answers. */
export async function fetchJson(url: URL, fetchNow: typeof fetch): Promise<unknown> {
  const response = await fetchNow(url, {
    headers: { Accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(fetchLimitMs),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    // It may well be there a moment later.
    if (response.status >= 500 || response.status === 429) throw new Error('The issuer is busy.');
    return null;
  }
  return response.json();
}
