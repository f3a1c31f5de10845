#!/usr/bin/env node
// Old syntax on purpose: the sentence below must reach people on a Node that cannot read the rest.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    'bedrock-spend needs Node.js 22.18 or newer; this is ' + process.version + '.\n',
  );
  process.exitCode = 1;
} else {
  void import('../dist/main.js');
}
