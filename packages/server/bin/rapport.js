#!/usr/bin/env node
// npm only warns where a Node is too old; what is missing there would come to light with the first write.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`rapport needs Node 22.12 or newer; this is ${process.version}.`);
  process.exitCode = 1;
} else {
  const { main } = await import('@rapport/server/command-line');
  process.exitCode = await main(process.argv.slice(2));
}
