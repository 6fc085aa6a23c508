import { z } from 'zod';
import type { FilesFolder } from './config.ts';

export const repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'is no repository|Write "owner/name"');

/** What git itself has no names for, and what would mean another revision. */
const ref = z.string().regex(/^(?![-/.])(?!.*\.\.)[^\s~^:?*[\]{}\\]+(?<![/.])$/, 'is no branch or tag|Write its name');
const isInside = (path: string): boolean =>
  path.split('/').every((step) => step !== '' && step !== '.' && step !== '..');
const path = z
  .string()
  .refine(
    isInside,
    'is no folder of a repository|Write "people/surveys", without "/" at its ends; leave it out for the root',
  );

/** The keys that say where files are: here, or in a repository. */
export const filesFolder = {
  folder: z.string().min(1).optional(),
  repository: repository.optional(),
  path: path.optional(),
  ref: ref.optional(),
};
type Read = z.output<z.ZodObject<typeof filesFolder>>;

/** For `refine`, before `inRepository`. */
export const isOnePlace = ({ folder, repository: named }: Read): boolean =>
  (folder === undefined) !== (named === undefined);
export const onePlace = 'takes one place|Give folder, or repository with its path and ref';
export const isInRepository = ({ folder, path: inside, ref: branch }: Read): boolean =>
  folder === undefined || (inside === undefined && branch === undefined);
export const inRepository =
  'has a path or a ref that nobody reads|They go with repository; write the whole path in folder';

export const toFilesFolder = ({ folder, repository: named, path: inside, ref: branch }: Read): FilesFolder =>
  folder ?? { repository: named!, path: inside ?? '', ref: branch ?? null };
