#!/usr/bin/env node
import { runCommandLine } from '@rapport/conformance/command-line';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  environment: process.env,
});
