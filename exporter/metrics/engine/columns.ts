import { reasonNames } from '../reasons.ts';
import type { FactValue, Reason } from '../metric.ts';

/** Of a whole-number column: nothing there. */
export const none = -1;

/** A number below zero makes no sense (an end before its start): it is left out, and said so. */
export function coded(value: FactValue): number {
  if (typeof value === 'number' && value >= 0) return value;
  return -1 - reasonNames.indexOf(typeof value === 'number' ? 'impossible_order' : value.leftOut);
}

/** The reason that a negative code stands for. */
export const reasonOf = (code: number): Reason => reasonNames[-1 - code]!;

export function resized(old: Float64Array, length: number, filler = 0): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length).fill(filler);
  larger.set(old);
  return larger;
}

export function resizedNumbers(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length).fill(none);
  larger.set(old);
  return larger;
}

export function resizedBytes(old: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(old);
  return larger;
}
