// What `npx nx deploy infra` and its like run. JavaScript, so that a Node that is too old gets as far as
// the sentence that says so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Deploying needs Node.js 22.18 or newer; this is ${process.version}: install a newer one from https://nodejs.org.\n`,
  );
  process.exitCode = 1;
} else {
  const { runCommand } = await import('./run-command.ts');
  const { surroundingsOf } = await import('./surroundings.ts');
  process.exitCode = await runCommand(process.argv.slice(2), surroundingsOf(process));
}
