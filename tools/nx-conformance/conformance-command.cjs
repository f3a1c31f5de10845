// Nx takes its command `conformance` from a plugin of this name, and says that it is not available where
// there is none, before it looks for a target. This one runs the target.
const { spawnSync } = require('node:child_process');

exports.yargsConformanceCommand = {
  command: 'conformance <project>',
  describe: 'Run the target conformance of a project.',
  handler({ project }) {
    const words = [process.argv[1], 'run', `${project}:conformance`];
    const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
    process.exit(status ?? 1);
  },
};

// Nx asks the plugin for this one too, and every command of it complains where it is missing.
exports.yargsConformanceCheckCommand = {
  ...exports.yargsConformanceCommand,
  command: 'conformance:check <project>',
  describe: false,
};
