import type { Config } from '../config/config.ts';
import type { History } from './history.ts';
import { anyPattern, remembered } from './paths.ts';
import type { PathMatcher } from './paths.ts';

/** What kinds of file a path is, by the configured globs. What is generated is none of them. */
export function pathKinds(
  { testFiles, codeFiles, sensitivePaths }: Config['rules'],
  isGenerated: PathMatcher,
): Pick<History, 'isTest' | 'isCode' | 'isSensitive'> {
  const [looksLikeTest, looksLikeCode] = [anyPattern(testFiles), anyPattern(codeFiles)];
  const isTest = remembered((path) => looksLikeTest(path) && !isGenerated(path));
  const looksSensitive = anyPattern(sensitivePaths);
  return {
    isTest,
    isCode: remembered((path) => looksLikeCode(path) && !isGenerated(path) && !isTest(path)),
    isSensitive: remembered((path) => looksSensitive(path) && !isGenerated(path)),
  };
}
