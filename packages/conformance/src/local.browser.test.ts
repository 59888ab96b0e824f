import { localBackend } from '@rapport/client/local';
import { uuidv7 } from '@rapport/core';
import { expect } from '@open-wc/testing';
import { formatReport, runSuite } from './index.ts';

it('the embedded backend keeps every claim it makes, over a real IndexedDB', async function () {
  this.timeout(120_000);
  const newId = () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
  const backend = localBackend({ name: `conformance-${newId()}` });
  const report = await runSuite({ backend, newId, now: Date.now });
  await backend.close();
  expect(report.compatible, formatReport(report)).to.equal(true);
});
