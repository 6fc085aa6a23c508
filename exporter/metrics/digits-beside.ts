const factors: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, min: 60 };

/** What is read off a text: `2 h` and `120 min` are the same. */
function amountOf(text: string): number {
  const [amount, unit = ''] = text.split(/\s/);
  return Number(amount) * (factors[unit] ?? 1);
}

/** More would tell of how computers count. */
const mostDigits = 6;

/**
 * How many digits more than usual a number needs beside its limit, so that the two do not look equal where they are not: 9.96 % is less
 * than 10 %, and 10.0 % is not. `say` writes a number with so many digits more.
 */
export function digitsBeside(value: number, limit: number, say: (value: number, moreDigits: number) => string): number {
  let more = 0;
  while (value !== limit && more < mostDigits && amountOf(say(value, more)) === amountOf(say(limit, more))) more += 1;
  return more;
}
