import { agreeOnPipelines } from './pipeline-agreement.ts';
import { agreeOnReads } from './read-agreement.ts';
import { agreeOnWrites } from './write-agreement.ts';

agreeOnReads('SQL on PGlite', async () => ({}));
agreeOnWrites('SQL on PGlite', async () => ({}));
agreeOnPipelines('Pipelines on PGlite', async () => ({}));
