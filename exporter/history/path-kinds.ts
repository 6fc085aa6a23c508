import type { Config } from '../config/config.ts';
import type { History } from './history.ts';
import { anyPattern, remembered } from './paths.ts';
import type { PathMatcher } from './paths.ts';

/** What kinds of file a path is, by the configured globs. What is generated is neither test nor code. */
export function pathKinds(
  { testFiles, codeFiles }: Config['rules'],
  isGenerated: PathMatcher,
): Pick<History, 'isTest' | 'isCode'> {
  const [looksLikeTest, looksLikeCode] = [anyPattern(testFiles), anyPattern(codeFiles)];
  const isTest = remembered((path) => looksLikeTest(path) && !isGenerated(path));
  return { isTest, isCode: remembered((path) => looksLikeCode(path) && !isGenerated(path) && !isTest(path)) };
}
