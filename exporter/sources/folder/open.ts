import type { Config, FilesFolder } from '../../config/config.ts';
import { GitHubFolder } from '../github/repository-folder.ts';
import type { SourceContext } from '../source.ts';
import { createDiskFolder } from './disk.ts';
import type { Folder, Wanted } from './folder.ts';

/** The folder that a source reads. The configuration was checked: a repository's needs `github`. */
export const openFolder = (at: FilesFolder, wanted: Wanted, { github }: Config, context: SourceContext): Folder =>
  typeof at === 'string' ? createDiskFolder(at, wanted, context) : new GitHubFolder(at, wanted, github!, context);
