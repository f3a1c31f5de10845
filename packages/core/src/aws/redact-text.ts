/**
 * A message of AWS without what may be a secret: ids of access keys, and runs of letters that are as
 * long as a secret key or a token. On one line.
 */
export function redactText(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,}/g, '…')
    .replaceAll(/[A-Za-z0-9+/=]{40,}/g, '…')
    .trim();
}
