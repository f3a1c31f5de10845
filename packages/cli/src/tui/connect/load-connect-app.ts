import type { runConnectApp } from './run-connect-app.tsx';

/**
 * Loads the client, which takes as long as the rest of the start several times over. Ink decides on
 * colors when it is loaded, and does not know `NO_COLOR`.
 */
export async function loadConnectApp(color: boolean): Promise<typeof runConnectApp> {
  if (!color) process.env['FORCE_COLOR'] = '0';
  const module = await import('./run-connect-app.tsx');
  return module.runConnectApp;
}
