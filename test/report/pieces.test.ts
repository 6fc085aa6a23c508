import { describe, expect, it } from 'vitest';
import { atOnce, givingWay } from '../../report/pieces.ts';
import type { InPieces } from '../../report/pieces.ts';

function* counting(seen: string[]): InPieces<number> {
  for (const piece of [1, 2, 3]) {
    seen.push(`piece ${piece}`);
    yield;
  }
  return 7;
}

describe('work in pieces', () => {
  it('comes to the same at once, and while others go first', async () => {
    expect(atOnce(counting([]))).toBe(7);
    expect(await givingWay(counting([]))).toBe(7);
  });
  it('lets what was asked meanwhile go first between any two of them', async () => {
    const seen: string[] = [];
    const working = givingWay(counting(seen));
    setImmediate(() => seen.push('other'));
    await working;
    expect(seen.indexOf('other')).toBeGreaterThan(0);
    expect(seen.indexOf('other')).toBeLessThan(seen.indexOf('piece 3'));
  });
  it('fails with what a piece fails with', async () => {
    function* failing(): InPieces<number> {
      yield;
      throw new RangeError('no such month');
    }
    await expect(givingWay(failing())).rejects.toThrow('no such month');
    expect(() => atOnce(failing())).toThrow('no such month');
  });
});
