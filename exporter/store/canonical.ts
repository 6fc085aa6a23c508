/**
 * JSON with sorted keys, so that deeply equal values have equal text whatever order their fields were set in. Numbers that
 * JSON cannot say (NaN, Infinity) would come back as null and are refused.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (typeof inner === 'number' && !Number.isFinite(inner))
      throw new TypeError(`"${key}" is ${inner}, which cannot be stored`);
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
