import { checkedList } from './checked-list.ts';
import { invalidQuery, quoted } from './invalid-query.ts';

/** The accounts asked for, each once and sorted; empty means all. */
export function resolveAccounts(accounts: readonly string[] = []): string[] {
  const wrong = checkedList('accounts', accounts).find((account) => !/^\d{12}$/.test(account));
  if (wrong !== undefined) {
    throw invalidQuery(
      `Give an account as its 12 digits, such as 123456789012, not ${quoted(wrong)}.`,
    );
  }
  return [...new Set(accounts)].sort();
}
