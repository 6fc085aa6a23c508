import { z } from 'zod';

/** Whatever their case. */
export const areDistinct = (texts: readonly string[]): boolean =>
  new Set(texts.map((each) => each.toLowerCase())).size === texts.length;

/** What a section or a note may be called. */
export const named = z
  .string()
  .regex(/[\p{L}\p{N}]/u, 'is no name in a description|Write the heading or label: "Test plan"');

/** Names of a section, with the standard ones given. */
export const sectionNames = (standard: readonly string[]) =>
  z
    .array(named)
    .min(1, 'is empty|Leave it out for the standard names')
    .default([...standard]);
