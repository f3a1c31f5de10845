export const production = '111122223333';
export const research = '444455556666';

const developerRole = 'AWSReservedSSO_Developer_0123456789abcdef';
const analystRole = 'AWSReservedSSO_Analyst_fedcba9876543210';

/** A person who signs in through IAM Identity Center: the session has the name of the person. */
function person(role: string, name: string): string {
  return session(production, role, `${name}@example.com`);
}

export function session(accountId: string, role: string, name: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${role}/${name}`;
}

export function user(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:user/${name}`;
}

export const developers = [
  'ana',
  'bruno',
  'chiara',
  'deepak',
  'elif',
  'farah',
  'goran',
  'hana',
].map((name) => person(developerRole, name));

export const analysts = ['ingrid', 'jonas', 'keiko'].map((name) => person(analystRole, name));
