// What a page with the strictest policy loads. It counts what is objected to, from before the first element on.
export const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(
    `${event.violatedDirective} ${event.blockedURI} ${event.sample} (${event.sourceFile}:${event.lineNumber})`,
  ),
);

const [{ registerAll }, { aWorld, anActivity, ago }, { aBoardWorld, aDeal, won }] = await Promise.all([
  import('../register-all.ts'),
  import('./world.ts'),
  import('./a-pipeline.ts'),
]);
registerAll();

const body =
  '<style>p { color: rgb(1, 2, 3) }</style><p style="font-weight: 700">Foreign words</p><img src="https://tracker.invalid/pixel.gif"><script>top.wasRun = true</script>' +
  '<a href="javascript:top.wasRun = true">link</a><form action="https://evil.invalid"><input name="q"></form><img src="x" onerror="top.wasRun = true">';
const world = aWorld([
  anActivity({
    kind: 'email',
    direction: 'inbound',
    subject: 'From outside',
    bodyFormat: 'html',
    body,
    occurredAt: ago(5),
  }),
  anActivity({ kind: 'note', body: 'Ours', occurredAt: ago(9) }),
]);
const provider = document.createElement('crm-provider');
provider.client = world.client;
export const card = document.createElement('crm-contact-card');
export const timeline = document.createElement('crm-timeline');
for (const element of [card, timeline]) element.setAttribute('contact', 'erp:10042');
provider.append(card, timeline);
document.body.append(provider);

const sales = aBoardWorld([aDeal({ name: 'Strict deal', nextStep: null }), aDeal({ name: 'Other deal' })]);
export const board = document.createElement('crm-deal-board');
board.client = sales.client;
document.body.append(board);

const decided = aDeal({ name: 'Decided deal', expectedCloseDate: '2026-12-01', contact: null });
const figures = aBoardWorld([decided, aDeal({ stage: won.id, status: 'won', closedAt: ago(5), probability: 1 })]);
export const dealCard = document.createElement('crm-deal-card');
dealCard.deal = decided.id;
export const forecast = document.createElement('crm-forecast');
export const report = document.createElement('crm-pipeline-report');
for (const element of [dealCard, forecast, report]) {
  element.client = figures.client;
  document.body.append(element);
}

// What somebody else has changed meanwhile, and what is refused: both need a decision.
const amount = (of: number) => ({ amount: of, currency: 'EUR' });
const shared = aDeal({ name: 'Shared deal', amount: amount(1_000) });
const twoPeople = aBoardWorld([shared]);
await twoPeople.other.update('deal', shared.id, { amount: amount(2_000) });
await twoPeople.client.write({
  command: 'deal.update',
  patches: [
    {
      op: 'update',
      type: 'deal',
      id: shared.id,
      set: { amount: amount(3_000) },
      base: { version: 1, fields: { amount: shared.amount } },
    },
  ],
});
export const syncStatus = document.createElement('crm-sync-status');
syncStatus.client = twoPeople.client;
document.body.append(syncStatus);
