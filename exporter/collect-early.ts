import { setFlagsFromString } from 'node:v8';

/**
 * To be called first. Left alone V8 lets garbage grow to several times of what is in use before it collects; at twice of it the peak of
 * history and facts is lower by a quarter, for up to a tenth more time.
 */
export const collectEarly = (): void => setFlagsFromString('--heap-growing-percent=100');
