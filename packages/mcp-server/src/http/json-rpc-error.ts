/** An answer to a request that never became a call: HTTP status and JSON-RPC error in one. */
export interface HttpError {
  status: number;
  /** JSON-RPC error code. */
  code: number;
  message: string;
  headers?: Readonly<Record<string, string>> | undefined;
}

export function jsonRpcError({ status, code, message, headers }: HttpError): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code, message }, id: null },
    { status, headers: headers ?? {} },
  );
}
