import { secretsOf, type ServerSecrets } from '../secrets-of.ts';
import { readStored } from './read-stored.ts';
import { secretMembers } from './secret-members.ts';
import { storedPlace } from './stored-place.ts';

/**
 * Reads the secrets that AWS keeps at an ARN, once.
 *
 * @throws SpendError with one sentence that names the ARN and what is missing, never with a word of what
 *   the secret was.
 */
export async function storedSecrets(text: string): Promise<ServerSecrets> {
  const place = storedPlace(text);
  const members = secretMembers(await readStored(place), place);
  const nameOf = (key: string): string => `"${key}" of the ${place.kind} ${place.arn}`;
  return secretsOf({ ...members, nameOf });
}
