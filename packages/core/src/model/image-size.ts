import type { Invocation } from './invocation.ts';

/** `1024x1024`; `null` for a call that made no images or whose log does not say their size. */
export function imageSize({ images }: Pick<Invocation, 'images'>): string | null {
  return images === null || images.width === null || images.height === null
    ? null
    : `${images.width}x${images.height}`;
}
