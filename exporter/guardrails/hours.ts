export const hourMs = 3_600_000;

/** Every whole hour between two (both included). */
export function hoursBetween(first: number, last: number): readonly number[] {
  const hours: number[] = [];
  for (let at = first; at <= last; at += hourMs) hours.push(at);
  return hours;
}
