/**
 * One piece of an answer, as every protocol version writes it.
 *
 * @example
 * const content: Content = { type: 'text', text: 'Total Cost: 7.4786' };
 */
export type Content =
  | { type: 'text'; text: string }
  /** `data` is base64. */
  | { type: 'image' | 'audio'; data: string; mimeType: string }
  | { type: 'resource'; resource: ResourceContents }
  | { type: 'resource_link'; uri: string; name: string; title?: string; mimeType?: string };

/**
 * What a resource holds: text, or bytes as base64.
 *
 * @example
 * const contents: ResourceContents = { uri: 'bedrock-spend://prices', mimeType: 'text/csv', text: '…' };
 */
export type ResourceContents = {
  uri: string;
  mimeType?: string;
  /** Extensions of the protocol, under their own names. */
  _meta?: Record<string, unknown>;
} & ({ text: string } | { blob: string });

/**
 * A picture that a host may show beside a name.
 *
 * @example
 * const icon: Icon = { src: 'data:image/svg+xml;base64,…', mimeType: 'image/svg+xml', sizes: ['any'] };
 */
export interface Icon {
  /** A `data:` URL: hosts need not fetch anything. */
  src: string;
  mimeType: string;
  /** `any` or `WxH`. */
  sizes?: string[];
}
