// Tokenizers of language models cut figures into threes, words into pieces and keep punctuation apart.
const pieces = /\d{1,3}|[A-Za-z]{1,6}|[\u0080-\uFFFF]|[^\sA-Za-z\d\u0080-\uFFFF]{1,3}|\n+/g;

// Some pieces are one token with their neighbor. Measured on reports with the tokenizers o200k and cl100k.
const tokensOfPiece = 0.93;

/**
 * About how many tokens a model makes of a report, as text or JSON; a tokenizer's tables would make the
 * server slower to start and ten times as large.
 */
export function estimateTokens(text: string): number {
  return Math.ceil((text.match(pieces)?.length ?? 0) * tokensOfPiece);
}
