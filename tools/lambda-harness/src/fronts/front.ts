/** Something that listens here as a door of AWS would, and calls a function for each request. */
export interface Front {
  /** What a client is given: `http://127.0.0.1:PORT`, with the stage where there is one; no slash at its end. */
  readonly url: string;
  /** The name under which AWS would serve it: what the function reads in `requestContext.domainName`. */
  readonly domainName: string;
  /** Ends it at once, with all connections. */
  close(): Promise<void>;
}
