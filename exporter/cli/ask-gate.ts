import { changeKinds } from '../guardrails/gate.ts';
import type { GateAnswer } from '../guardrails/gate.ts';
import { UsageError } from './surroundings.ts';
import type { World } from './surroundings.ts';

export interface GateOptions {
  readonly url: string;
  readonly team: string;
  readonly service?: string;
  readonly change: string;
  readonly risk: string;
}

/** How long a pipeline waits for the answer. */
const patienceMs = 15_000;

/**
 * Asks an exporter whether a release may go ahead, and says why. Resolves with whether it may. Where nobody answers, a fix or a rollback
 * goes ahead, for it is never refused; a feature does not. Throws UsageError where the address or the question is wrong.
 */
export async function askGate(options: GateOptions, world: World): Promise<boolean> {
  const { url, ...asked } = options;
  if (!/^https?:\/\/[^\s/]/.test(url) || !URL.canParse(url))
    throw new UsageError(`--url "${url}" is no http address: write "https://…"`);
  const address = new URL(`${url.replace(/\/+$/, '')}/gate`);
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) address.searchParams.set(name, value);
  let answer: GateAnswer | { readonly error: string };
  try {
    answer = await fetched(address, world);
  } catch (error) {
    const isNeverRefused = options.change !== changeKinds[0];
    world.say(`The gate at ${address.origin} did not answer: ${causeOf(error as Error)}.`);
    world.say(isNeverRefused ? `A ${options.change} is never refused: go ahead.` : 'A feature waits until it does.');
    return isNeverRefused;
  }
  if ('error' in answer) throw new UsageError(answer.error);
  world.say(answer.allowed ? 'Allowed.' : 'Refused.');
  for (const reason of answer.reasons) world.say(`- ${reason}`);
  if (answer.actions.length > 0) world.say(`In force: ${answer.actions.join(', ')}.`);
  return answer.allowed;
}

/** What lies under fetch's “fetch failed”. */
const causeOf = ({ message, cause }: Error): string => (cause instanceof Error ? cause.message : message);

async function fetched(address: URL, { env }: World): Promise<GateAnswer | { readonly error: string }> {
  const token = env['CLOCKSPEED_TOKEN'];
  const response = await fetch(address, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(patienceMs),
  });
  if (response.status !== 200 && response.status !== 400) throw new Error(`status ${response.status}`);
  const answer = (await response.json()) as GateAnswer | { readonly error: string };
  // Something else may answer at this address: that is no refusal.
  if (!('error' in answer) && typeof answer.allowed !== 'boolean') throw new Error('this is no gate');
  return answer;
}
