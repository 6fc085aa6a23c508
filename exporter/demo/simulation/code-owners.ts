import { createHash } from 'node:crypto';
import type { CodeOwnersFile, Instant } from '../../records/index.ts';
import type { DemoRepository } from './organisation.ts';
import { quarterWeeks } from './story.ts';
import { weekMs } from './working-time.ts';

/** A version of the file, and since when it is on the default branch. */
export interface OwnersVersion extends CodeOwnersFile {
  readonly fromAt: Instant;
}

/** At first the platform team owns a whole monolith; in the quarter each team takes what is its own. */
export function codeOwnersOf(
  { id: repository, services, isMonolith }: DemoRepository,
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
): readonly OwnersVersion[] {
  const lines = services.map(({ owner, paths }) => `${paths[0] ? `/${paths[0]}` : '*'} @acme/${owner.id}`);
  const quarterAt = endsAt - quarterWeeks * weekMs;
  const versions: readonly (readonly [Instant, readonly string[]])[] = isMonolith
    ? [
        [startsAt, ['* @acme/platform']],
        [quarterAt + 2 * weekMs, ['* @acme/platform', ...lines.slice(0, 2)]],
        [quarterAt + 5 * weekMs, [...lines, `/lib/shared/ @acme/platform @acme/${services[0]!.owner.id}`]],
      ]
    : [[quarterAt, lines]];
  return versions.map(([fromAt, text]) => {
    const content = `# ${repository}\n${text.join('\n')}\n`;
    const id = createHash('sha1')
      .update(`blob ${Buffer.byteLength(content)}\0${content}`)
      .digest('hex');
    return { kind: 'code_owners', id, text: content, fromAt };
  });
}
