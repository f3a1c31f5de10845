/** An answer to a request that never became a call: HTTP status and JSON-RPC error in one. */
export interface HttpError {
  status: number;
  /** JSON-RPC error code. */
  code: number;
  message: string;
  headers?: Readonly<Record<string, string>> | undefined;
  /** Of the request that is answered; left out where it was not read so far. */
  id?: string | number | undefined;
}

export function jsonRpcError({ status, code, message, headers, id }: HttpError): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code, message }, id: id ?? null },
    { status, headers: headers ?? {} },
  );
}
