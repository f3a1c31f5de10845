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

function httpSentence({ code, message }: StreamableHTTPError, url: string): string {
  switch (code) {
    case 401:
    case 403:
      return `The server at ${url} refused access (${code}): set MCP_API_KEY to a key it knows.`;
    case 404:
      return `There is no MCP server at ${url} (404): the address usually ends in /mcp.`;
    case 405:
      return `The address ${url} does not take MCP calls (405): it usually ends in /mcp.`;
    case 429:
      return `The server at ${url} has had too many requests (429): wait a little and try again.`;
    case -1:
      return `The server at ${url} answered with something other than MCP: check the address.`;
    default:
      return `The server at ${url} answered with an error: ${firstLine(message)}`;
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
