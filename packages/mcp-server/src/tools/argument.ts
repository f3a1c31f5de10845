import { z } from 'zod';

/** Optional arguments that several tools take. Each message completes the sentence `Argument "x" …`. */
export const argument = {
  text(description: string) {
    return z.string('must be a text').optional().describe(description);
  },

  /** One name, a list of them, or one text with commas. */
  names(description: string) {
    const message = 'must be a text or a list of texts';
    return z
      .union([z.string(), z.array(z.string()).max(100)], message)
      .optional()
      .describe(description);
  },

  wholeNumber(maximum: number, description: string) {
    const message = `must be a whole number from 1 to ${maximum}`;
    return z.int(message).min(1, message).max(maximum, message).optional().describe(description);
  },

  choice<const Name extends string>(names: readonly [Name, ...Name[]], description: string) {
    return z
      .enum(names, `must be one of ${names.join(', ')}`)
      .optional()
      .describe(description);
  },

  yesOrNo(description: string) {
    return z.boolean('must be true or false').optional().describe(description);
  },
};
