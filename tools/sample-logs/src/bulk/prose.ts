import { createRandom, type Random } from '../random.ts';

/** Text of about so many characters that compresses like written language. */
export type Prose = (length: number) => string;

const sentenceCount = 20_000;
const syllables =
  'ba be bi bo ca ce co da de di do fa fe ga ge ha he in is ka la le li lo ma me mi mo na ne no on or pa pe ra re ri ro sa se si so ta te ti to un va ve wa we'.split(
    ' ',
  );

// What a reader that looks for keys in the text, or counts brackets inside strings, trips over. No
// U+2028: Node's readline takes it for the end of a line, and the naive reader would stop.
const decoys = [
  'The record says "inputTokenCount":999,"outputTokenCount":999 and nothing else.',
  'Call it with {"usage":{"inputTokens":999999,"outputTokens":999999}} please.',
  'C:\\logs\\bedrock\\"today"\\{"input":{"inputTokenCount":123}}',
  'Unbalanced on purpose: }}}]]] "} {{{[[[ \\" \\\\ end.',
  'Line one\nline two\t"identity":{"arn":"arn:aws:iam::000000000000:root"}\r\n',
  'Accents and symbols: déjà vu, naïve, 東京, 🙂, \u0007.',
  '"modelId":"amazon.nova-micro-v1:0","errorCode":"ThrottlingException"',
];

/** Cuts texts out of a corpus that is made once: making each anew would take minutes. */
export function createProse(seed: number, random: Random): Prose {
  const sentences = corpus(createRandom(seed, 'prose'));
  return (length) => {
    const parts: string[] = [];
    for (let written = 0; written < length;) {
      const sentence = random.chance(0.02) ? random.pick(decoys) : random.pick(sentences);
      parts.push(sentence);
      written += sentence.length + 1;
    }
    return parts.join(' ');
  };
}

function corpus(random: Random): string[] {
  const words = Array.from({ length: 6_000 }, () => word(random));
  return Array.from({ length: sentenceCount }, () => {
    const chosen = Array.from({ length: random.integer(8, 26) }, () =>
      frequentFirst(words, random),
    );
    return `${chosen.join(' ')}${random.chance(0.2) ? '?\n' : '.'}`;
  });
}

function word(random: Random): string {
  return Array.from({ length: random.integer(1, 4) }, () => random.pick(syllables)).join('');
}

/** Few words make up most of a text, as in any language. */
function frequentFirst(words: readonly string[], random: Random): string {
  const position = Math.floor(
    words.length * random.fraction() * random.fraction() * random.fraction(),
  );
  return words[position] ?? '';
}
