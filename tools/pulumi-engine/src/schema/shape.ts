/** What the declarations of a package say that a value looks like. */
export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'enum'; readonly values: readonly unknown[] }
  | { readonly kind: 'union'; readonly of: readonly Shape[] }
  | { readonly kind: 'object'; readonly properties: () => Properties };

export interface Property {
  readonly isRequired: boolean;
  readonly shape: Shape;
}

export type Properties = ReadonlyMap<string, Property>;

/** Of one type of resource. */
export interface Schema {
  readonly inputs: Properties;
  readonly outputs: Properties;
}
