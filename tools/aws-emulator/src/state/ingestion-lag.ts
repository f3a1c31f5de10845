/** From an event to its ingestion, where the data does not say: about what real streams show. */
export const INGESTION_LAG_MS = 9_000;
