import { execa } from 'execa';

/**
 * Says in one sentence why containers cannot be run here, or null if they can. A test skips with it,
 * and fails with it where E2E_REQUIRED is `true`.
 */
export async function whyNoContainers(): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'Containers are only run as root on Linux: run this as root on Debian 12 or newer.';
  }
  // ldd tells which libraries Node needs, dash is the shell that goes into the base.
  const found = await Promise.all(
    ['podman', 'runc', 'ldd', 'dash'].map((tool) => execa('which', [tool], { reject: false })),
  );
  if (found.every(({ failed }) => !failed)) return null;
  return 'Containers need Podman and runc: on Debian, run "apt-get install -y --no-install-recommends podman runc".';
}
