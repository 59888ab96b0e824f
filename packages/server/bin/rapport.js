#!/usr/bin/env node
import { main } from '@rapport/server/command-line';

process.exitCode = await main(process.argv.slice(2));
