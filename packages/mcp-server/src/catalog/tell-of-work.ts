import type { Catalog } from './catalog.ts';

/** The same catalog, which tells of what it has begun: a call that is cancelled ends after its answer. */
export function tellOfWork(catalog: Catalog, onWork: (work: Promise<unknown>) => void): Catalog {
  const told = <Answer>(work: Promise<Answer>): Promise<Answer> => {
    onWork(work);
    return work;
  };
  return {
    ...catalog,
    callTool: (call, exchange) => told(catalog.callTool(call, exchange)),
    readResource: (uri, exchange) => told(catalog.readResource(uri, exchange)),
  };
}
