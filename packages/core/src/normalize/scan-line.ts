import type { Invocation } from '../model/invocation.ts';
import { noFacts } from './body-facts.ts';
import { BodyHint } from './body-keys.ts';
import { Key } from './envelope-keys.ts';
import type { LineScanner } from './line-scanner.ts';
import { createModelIds, type ModelIds } from './model-ids.ts';
import { scanRecord } from './scan-record.ts';
import { createScanState, loadChunk, type ScanState } from './scan-state.ts';
import { watchBody } from './scan-value.ts';
import { makesText, settleCounts } from './settle-counts.ts';

export interface LineScannerOptions {
  /** Default: a memory of its own. Give one to share model objects with `parseRecord`. */
  modelOf?: ModelIds | undefined;
  /** Read request ids; they cost a string for each record. Default false: they are empty. */
  needRequestId?: boolean | undefined;
  /** Read the tags of calls. Default false: they are `null`. */
  needRequestMetadata?: boolean | undefined;
}

/**
 * The scanner in JavaScript. It reads the envelope and skips bodies by counting quotes, backslashes
 * and brackets, so a prompt never becomes a string. Whatever is not plain in something it wants (an
 * escape, a fraction, an exponent, `null`, a key given twice, text beyond ASCII), and whatever only
 * the body can settle, it hands back.
 *
 * @example
 * const scanner = createLineScanner();
 * scanner.load(bytes);
 * const invocation = scanner.scan(0, bytes.length) ?? parseRecord(JSON.parse(text));
 */
export function createLineScanner(options: LineScannerOptions = {}): LineScanner {
  const state = createScanState(options);
  state.bodyWatch = watchBody(state);
  const modelOf = options.modelOf ?? createModelIds();
  return {
    load: (chunk) => {
      loadChunk(state, chunk);
    },
    scan: (start, end) => {
      state.position = start;
      state.end = end;
      return scanRecord(state) ? settle(state, modelOf) : null;
    },
  };
}

const required = (1 << Key.timestamp) | (1 << Key.modelId) | (1 << Key.schemaType);

/** Makes the invocation of what was read, or `null` if the body has something to say in it. */
function settle(state: ScanState, modelOf: ModelIds): Invocation | null {
  if ((state.seen & required) !== required || state.modelName === '') return null;
  const model = modelOf(state.modelName);
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = state;
  const noCacheCount = cacheReadTokens === -1 || cacheWriteTokens === -1;
  const noCount = inputTokens === -1 || (outputTokens === -1 && makesText(model.modality));
  const isImage = model.modality === 'image' || state.imageWidth !== -1 || state.imageHeight !== -1;
  const read = cacheReadTokens === -1 ? 0 : cacheReadTokens;
  const write = cacheWriteTokens === -1 ? 0 : cacheWriteTokens;
  if (state.hasBody) {
    const hints = state.bodyHints;
    const isOpen =
      noCount ||
      isImage ||
      (hints & (BodyHint.serviceTier | BodyHint.escapedKey)) !== 0 ||
      (noCacheCount && (hints & BodyHint.cacheCount) !== 0) ||
      (write > 0 && (hints & BodyHint.cacheLifetime) !== 0) ||
      // Nothing counted may mean that a guardrail blocked the call.
      inputTokens + (outputTokens === -1 ? 0 : outputTokens) + read + write === 0;
    if (isOpen) return null;
  }
  const isPlain = !isImage && inputTokens !== -1 && outputTokens !== -1;
  const settled = isPlain
    ? null
    : settleCounts({
        envelope: {
          inputTokens: given(inputTokens),
          outputTokens: given(outputTokens),
          cacheReadTokens: given(cacheReadTokens),
          cacheWriteTokens: given(cacheWriteTokens),
          imageWidth: given(state.imageWidth),
          imageHeight: given(state.imageHeight),
        },
        facts: noFacts,
        failed: state.errorCode !== null,
        modality: model.modality,
      });
  return {
    timestampMs: state.timestampMs,
    accountId: state.accountId,
    region: state.region,
    requestId: state.requestId,
    operation: state.operation,
    model,
    principalArn: state.principalArn,
    inferenceRegion: state.inferenceRegion,
    errorCode: state.errorCode,
    blocked: false,
    serviceTier: state.serviceTier,
    inputTokens: settled === null ? inputTokens : settled.inputTokens,
    outputTokens: settled === null ? outputTokens : settled.outputTokens,
    cacheReadTokens: read,
    cacheWriteTokens: write,
    cacheWrite1hTokens: null,
    images: settled === null ? null : settled.images,
    requestMetadata: state.requestMetadata,
  };
}

function given(count: number): number | null {
  return count === -1 ? null : count;
}
