import { z } from 'zod';

/** Who answers for something: never empty, and never a person. */
export const role = z.string().trim().min(1, 'is empty|Name a role, never a person');

interface Member {
  readonly github?: string | undefined;
  readonly pagerduty?: string | undefined;
}

/** Whether what should be a role is an account of a member, or an address. The name of a person nobody can tell from a role's. */
export function isPerson(role: string, teams: readonly { readonly members: readonly Member[] }[]): boolean {
  const accounts = teams.flatMap(({ members }) => members.flatMap(({ github, pagerduty }) => [github, pagerduty]));
  return role.includes('@') || accounts.some((name) => name?.toLowerCase() === role.trim().toLowerCase());
}
