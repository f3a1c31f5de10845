// Text is told from anything else by its beginning, as git and grep do.
const lookedAtBytes = 8000;

/** What is wrong with a file that is no UTF-8 text, as the rest of a sentence about it; else `null`. */
export function binaryKind(bytes: Uint8Array): string | null {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return 'is UTF-16 text, as PowerShell writes it; convert it to UTF-8';
  return bytes.subarray(0, lookedAtBytes).includes(0)
    ? 'holds binary data, not invocation logs; leave it out'
    : null;
}
