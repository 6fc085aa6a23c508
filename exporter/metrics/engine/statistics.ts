export type Stat = 'mean' | 'p50' | 'p90';
export const stats: readonly Stat[] = ['mean', 'p50', 'p90'];

/**
 * Linear interpolation between closest ranks: of n sorted numbers the one at rank p × (n − 1), counted from 0. `tenths` is p × 10: in whole
 * numbers a rank is exact. `numberAtRank` answers with the k-th smallest.
 */
export function interpolated(n: number, tenths: number, numberAtRank: (rank: number) => number): number {
  const scaled = tenths * (n - 1);
  const below = Math.floor(scaled / 10);
  const low = numberAtRank(below);
  return scaled % 10 === 0 ? low : low + ((scaled % 10) / 10) * (numberAtRank(below + 1) - low);
}

export const tenthsOf: Readonly<Record<'p50' | 'p90', number>> = { p50: 5, p90: 9 };

/** The k-th smallest of the first n numbers, which it reorders (Hoare's quickselect, median of three). */
export function select(numbers: Float64Array, n: number, k: number): number {
  let [left, right] = [0, n - 1];
  while (left < right) {
    const pivot = medianOf(numbers[left]!, numbers[(left + right) >>> 1]!, numbers[right]!);
    let [i, j] = [left, right];
    while (i <= j) {
      while (numbers[i]! < pivot) i += 1;
      while (numbers[j]! > pivot) j -= 1;
      if (i <= j) {
        const swapped = numbers[i]!;
        numbers[i++] = numbers[j]!;
        numbers[j--] = swapped;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return numbers[k]!;
}

const medianOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
