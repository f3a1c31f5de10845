import type { FrameLocator } from 'playwright-core';

/**
 * Height of the bar of each day in pixels, measured in the picture itself: colored pixels over the
 * middle of the day's place. Grid lines and texts are gray.
 */
export function barHeights(frame: FrameLocator, days: number): Promise<number[]> {
  return frame.locator('#chart').evaluate((element, count) => {
    const canvas = element as HTMLCanvasElement;
    const pen = canvas.getContext('2d');
    if (pen === null) return [];
    const { width, height } = canvas;
    const { data } = pen.getImageData(0, 0, width, height);
    const isColored = (x: number, y: number): boolean => {
      const place = (y * width + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(place, place + 4);
      return alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 40;
    };
    const colored = (x: number): number => {
      let top = height;
      let bottom = 0;
      for (let y = 0; y < height; y += 1) {
        if (!isColored(x, y)) continue;
        top = Math.min(top, y);
        bottom = y + 1;
      }
      return Math.max(0, bottom - top);
    };
    const columns = Array.from({ length: width }, (_, x) => colored(x));
    // The bars stand in places of equal width between the axis, left of the first bar, and the right edge.
    const left = columns.findIndex((pixels) => pixels > 0);
    const firstBarEnds = columns.findIndex((pixels, x) => x > left && pixels === 0);
    const barWidth = firstBarEnds - left;
    const slot = barWidth / 0.78;
    return Array.from({ length: count }, (_, day) => {
      const middle = Math.round(left + barWidth / 2 + day * slot);
      return columns[middle] ?? 0;
    });
  }, days);
}
