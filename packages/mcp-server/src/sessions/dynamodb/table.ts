import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocument,
  type QueryCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';

import { dynamodbError } from './dynamodb-error.ts';

/** Where an item stands. Items of one `pk` are read together, in the order of `sk`. */
export interface Key {
  pk: string;
  sk: string;
}

export type Item = Key & Record<string, unknown>;

type Condition = Pick<
  UpdateCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;
type Update = Condition & Pick<UpdateCommandInput, 'UpdateExpression'>;
type QueryTerms = Pick<
  QueryCommandInput,
  'KeyConditionExpression' | 'ExpressionAttributeValues' | 'ExclusiveStartKey' | 'Limit'
>;

/** One page of items; `next` is where the following one starts. */
export interface ItemPage {
  items: Item[];
  next: Record<string, unknown> | undefined;
}

/** A table, and what reading and writing it needs. Items carry an expiry: see `expiryOf`. */
export interface Table {
  readonly tableName: string;
  readonly nowMs: () => number;
  readonly randomId: () => string;
  /** The item, unless it has expired. */
  get(key: Key): Promise<Item | null>;
  /** False where the condition does not hold. */
  put(item: Item, condition?: Condition): Promise<boolean>;
  /** The attributes that it changed; `null` where the condition does not hold. */
  update(key: Key, update: Update): Promise<Record<string, unknown> | null>;
  remove(key: Key): Promise<void>;
  /** A page of items that have not expired; it may be empty before the last one. */
  query(terms: QueryTerms): Promise<ItemPage>;
}

export interface TableOptions extends Pick<Table, 'tableName' | 'nowMs' | 'randomId'> {
  client: DynamoDBClient;
}

/** Every read is consistent. Throws SpendError with a sentence that says what to do. */
export function openTable({ client, tableName, nowMs, randomId }: TableOptions): Table {
  const documents = DynamoDBDocument.from(client);
  const TableName = tableName;

  return {
    tableName,
    nowMs,
    randomId,
    async get(Key) {
      const { Item: item } = await ask('GetItem', () =>
        documents.get({ TableName, Key, ConsistentRead: true }),
      );
      return item !== undefined && isLive(item) ? (item as Item) : null;
    },
    async put(Item, condition = {}) {
      const written = await ask('PutItem', () =>
        documents.put({ TableName, Item, ...condition }).catch(nullWhereConditionFails),
      );
      return written !== null;
    },
    async update(Key, update) {
      const answer = await ask('UpdateItem', () =>
        documents
          .update({ TableName, Key, ReturnValues: 'UPDATED_NEW', ...update })
          .catch(nullWhereConditionFails),
      );
      return answer === null ? null : (answer.Attributes ?? {});
    },
    async remove(Key) {
      await ask('DeleteItem', () => documents.delete({ TableName, Key }));
    },
    async query(terms) {
      const answer = await ask('Query', () =>
        documents.query({ TableName, ConsistentRead: true, ...terms }),
      );
      const items = (answer.Items ?? []) as Item[];
      return { items: items.filter(isLive), next: answer.LastEvaluatedKey };
    },
  };

  function isLive({ expiresAtMs }: Record<string, unknown>): boolean {
    return typeof expiresAtMs !== 'number' || expiresAtMs > nowMs();
  }

  async function ask<Answer>(operation: string, run: () => Promise<Answer>): Promise<Answer> {
    try {
      return await run();
    } catch (error) {
      throw await dynamodbError(error, { operation, tableName, client });
    }
  }
}

function nullWhereConditionFails(error: unknown): null {
  if (error instanceof ConditionalCheckFailedException) return null;
  throw error;
}
