import type { SessionStore } from './session-store.ts';

export interface LazySessionStoreOptions extends Pick<SessionStore, 'name' | 'isShared'> {
  /** Loads the store; asked again where it could not be loaded. */
  load: () => Promise<SessionStore>;
}

/** A store that is loaded when it is first used: what it needs may take longer than a first answer. */
export function lazySessionStore({ name, isShared, load }: LazySessionStoreOptions): SessionStore {
  let loading: Promise<SessionStore> | undefined;

  return {
    name,
    isShared,
    check: async () => (await loaded()).check(),
    read: async (...given) => (await loaded()).read(...given),
    end: async (...given) => (await loaded()).end(...given),
    setLogLevel: async (...given) => (await loaded()).setLogLevel(...given),
    setSubscription: async (...given) => (await loaded()).setSubscription(...given),
    post: async (...given) => (await loaded()).post(...given),
    mail: async (...given) => (await loaded()).mail(...given),
    appendEvents: async (...given) => (await loaded()).appendEvents(...given),
    readEvents: async (...given) => (await loaded()).readEvents(...given),
    count: async (...given) => (await loaded()).count(...given),
    close: async () => (await loading)?.close(),
  };

  function loaded(): Promise<SessionStore> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }
}
