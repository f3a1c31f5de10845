import { existsSync } from 'node:fs';

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; `undefined` where there is none. */
export const chromiumPath = [process.env['E2E_CHROMIUM'] ?? '', ...usualPaths].find(
  (path) => path !== '' && existsSync(path),
);

/** Why tests in a browser are skipped; never where everything must be there. */
export const lacksChromium =
  chromiumPath === undefined && process.env['E2E_REQUIRED'] === undefined;
