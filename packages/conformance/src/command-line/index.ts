export { runCommandLine, type CommandLine } from './main.ts';
