import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { networkCode } from './connection-loss.ts';

/** Whatever a session has thrown, as one sentence that says what to do. */
export function errorSentence(error: unknown, url: string): string {
  if (error instanceof StreamableHTTPError) return httpSentence(error, url);
  if (error instanceof McpError) return protocolSentence(error);
  const code = networkCode(error);
  if (code !== null) return networkSentence(code, url);
  if (!(error instanceof Error)) return String(error);
  return error.name === 'AbortError' ? 'Cancelled.' : firstLine(error.message);
}

function httpSentence(error: StreamableHTTPError, url: string): string {
  const { code, message } = error;
  const told = sentenceOfServer(error, url);
  switch (code) {
    case 401:
      return `The server at ${url} refused access (401): set MCP_API_KEY to a key it knows.`;
    case 403:
      return (
        told ?? `The server at ${url} refused access (403): set MCP_API_KEY to a key it knows.`
      );
    case 404:
      return `There is no MCP server at ${url} (404): the address usually ends in /mcp.`;
    case 405:
      return `The address ${url} does not take MCP calls (405): it usually ends in /mcp.`;
    case 429:
      return (
        told ?? `The server at ${url} has had too many requests (429): wait a little and try again.`
      );
    case -1:
      return `The server at ${url} answered with something other than MCP: check the address.`;
    default:
      return told ?? `The server at ${url} answered with an error: ${firstLine(message)}`;
  }
}

/** The server's own sentence, which knows better what to do; the SDK quotes the body in its message. */
function sentenceOfServer({ code, message }: StreamableHTTPError, url: string): string | null {
  const body = /\{.*\}/s.exec(message)?.[0];
  if (body === undefined) return null;
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    if (typeof error?.message !== 'string') return null;
    return `The server at ${url} refused this (${code}): ${firstLine(error.message)}`;
  } catch {
    return null;
  }
}

function protocolSentence({ code, message }: McpError): string {
  const text = message.replace(/^MCP error -?\d+: /, '');
  if (code === (ErrorCode.RequestTimeout as number)) {
    return `No answer in time (${text.toLowerCase()}): --timeout sets how many seconds to wait.`;
  }
  if (code === (ErrorCode.MethodNotFound as number)) {
    return `The server does not offer this (${firstLine(text)}).`;
  }
  return firstLine(text);
}

function networkSentence(code: string, url: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return `No server answers at ${url}: start one with bedrock-spend serve, or give another address.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${url} is not known: check the address.`;
    default:
      return `The server at ${url} cannot be reached (${code}): check the address and the network.`;
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
