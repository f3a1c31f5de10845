/** Keys with their namespace, as Pulumi keeps them: `memory` is the project's own. */
export function qualifiedKeys(options: {
  project: string;
  config: Readonly<Record<string, string>>;
  secretConfig: readonly string[];
}): { config: Record<string, string>; secretKeys: string[] } {
  const { project, config, secretConfig } = options;
  const qualified = (key: string) => (key.includes(':') ? key : `${project}:${key}`);
  return {
    config: Object.fromEntries(
      Object.entries(config).map(([key, value]) => [qualified(key), value]),
    ),
    secretKeys: secretConfig.map(qualified),
  };
}
