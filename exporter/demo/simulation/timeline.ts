import type { Instant } from '../../records/index.ts';

/** What is going to happen, in the order of time; what happens may plan more. */
export class Timeline {
  #events: { readonly at: Instant; readonly act: () => void }[] = [];
  #next = 0;

  plan(at: Instant, act: () => void): void {
    let [low, high] = [this.#next, this.#events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, { at, act });
  }

  /** Everything before `endsAt`. */
  run(endsAt: Instant): void {
    for (let event; (event = this.#events[this.#next]) && event.at < endsAt;) {
      this.#next++;
      event.act();
    }
  }
}
