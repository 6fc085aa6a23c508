import type { Absence, Value } from '../metrics/engine-types.ts';

const isConfigured = (value: Value): boolean => !('absent' in value && value.absent === 'not_configured');

/** The sum of counts that are all known; what is not configured is no part of it. */
export function sumOf(values: readonly Value[]): Value {
  const parts = values.filter(isConfigured);
  if (parts.length === 0) return { absent: 'not_configured' };
  const absent = parts.find((value) => 'absent' in value);
  return absent ?? { value: parts.reduce((sum, part) => sum + ('value' in part ? part.value : 0), 0) };
}

/** The sum of those counts that are known; absent where none of them is. */
export function sumOfKnown(values: readonly Value[]): Value {
  const known = values.filter((value) => 'value' in value);
  return known.length > 0 ? sumOf(known) : (values.find(isConfigured) ?? { absent: 'not_configured' });
}

/** Whether nobody can say, as opposed to: there was nothing. */
export const isUnknown = (absence: Absence): boolean => absence !== 'no_facts' && absence !== 'not_configured';

/** Why there is no number, in words for a person. */
export const absenceWords: Readonly<Record<Absence, string>> = {
  no_facts: 'There was none.',
  incomplete: 'Not read so far back.',
  stale: 'Not read lately.',
  too_few: 'Too few to tell.',
  not_configured: 'Not configured.',
};
