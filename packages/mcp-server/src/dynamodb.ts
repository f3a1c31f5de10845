export {
  dynamodbSessionStore,
  type DynamodbSessionStoreOptions,
} from './sessions/dynamodb-session-store.ts';
export type { SessionStore } from './sessions/session-store.ts';
