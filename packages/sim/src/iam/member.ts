import { own } from '../kernel/own.ts';

/** Who calls, as policies name it: `user:alice@example.com`. */
export type Principal = string;

const EMAIL = String.raw`[^\s:@/]+@[^\s:@/]+`;
const PRINCIPAL = new RegExp(`^(?:user|serviceAccount):${EMAIL}$`);
const MEMBER = new RegExp(
  `^(?:(?:user|serviceAccount|group):${EMAIL}|domain:[^\\s:@/]+|allUsers|allAuthenticatedUsers|deleted:.+)$`,
);

/** Why a text names nobody who can call; undefined if it does. */
export const refusalOfPrincipal = (text: unknown): string | undefined =>
  typeof text === 'string' && PRINCIPAL.test(text)
    ? undefined
    : `must be 'user:EMAIL' or 'serviceAccount:EMAIL'; got ${JSON.stringify(text) ?? 'nothing'}`;

/** Why a text can be no member of a policy; undefined if it can. */
export const refusalOfMember = (text: unknown): string | undefined =>
  typeof text === 'string' && MEMBER.test(text)
    ? undefined
    : `must be 'user:EMAIL', 'serviceAccount:EMAIL', 'group:EMAIL', 'domain:NAME', 'allUsers' or 'allAuthenticatedUsers'; got ${JSON.stringify(text) ?? 'nothing'}`;

/** Addresses are the same in capitals. */
export const memberKey = (member: string): string =>
  member.includes(':')
    ? member.slice(0, member.indexOf(':')) + member.slice(member.indexOf(':')).toLowerCase()
    : member;

/** The address in a name such as `user:alice@example.com`. */
export const emailOf = (principal: Principal): string => principal.slice(principal.indexOf(':') + 1);

/** All names by which a policy may mean a principal: its own, those of its groups and its domain, and those for everybody. */
export function namesOf(
  principal: Principal,
  groups: Readonly<Record<string, readonly string[]>>,
): ReadonlySet<string> {
  const email = emailOf(principal);
  const names = new Set([
    memberKey(principal),
    `domain:${email.slice(email.indexOf('@') + 1).toLowerCase()}`,
    'allUsers',
    'allAuthenticatedUsers',
  ]);
  // Groups may be in groups: whoever was found last may be in one more.
  for (let size = 0; size !== names.size;) {
    size = names.size;
    for (const group of Object.keys(groups)) {
      const isIn = own(groups, group)?.some((member) => names.has(memberKey(member))) === true;
      if (isIn) names.add(memberKey(`group:${group}`));
    }
  }
  return names;
}
