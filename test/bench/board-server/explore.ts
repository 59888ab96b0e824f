import { observeMachine, printReport } from '../report.ts';
import { measureBoardServer } from './index.ts';
const machine = observeMachine();
const metrics = await measureBoardServer();
printReport({ name: 'board server', machine: machine(), metrics });
process.exit(0);
