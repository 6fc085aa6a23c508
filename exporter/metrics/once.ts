import type { History } from '../history/history.ts';

/**
 * What follows from a record and history, worked out once for the dozen populations that ask for it in a row. A record is read anew for
 * each look at it, so nothing is remembered that is out of date.
 */
export function once<K extends object, V extends object>(make: (key: K, history: History) => V): typeof make {
  const known = new WeakMap<History, WeakMap<K, V>>();
  return (key, history) => {
    let own = known.get(history);
    if (!own) known.set(history, (own = new WeakMap()));
    let value = own.get(key);
    if (!value) own.set(key, (value = make(key, history)));
    return value;
  };
}
