import type {
  AnyRecord,
  CloseDateChange,
  Deal,
  ExchangeRate,
  ForecastSnapshot,
  Money,
  Stage,
  StageChange,
} from '@rapport/core';
import { rankColumn, seededRandom, takeSnapshot } from '@rapport/core/pipeline';
import { createMemoryStore, type MemoryStore } from '@rapport/core/memory';
import { clock, newId } from './client.ts';
import { mika, nordwindRecords } from './nordwind.ts';
import { aRecord, ago, idOf, now } from './record.ts';

const minutesOfDay = 24 * 60;
const dayLength = minutesOfDay * 60_000;
const daysAgo = (days: number): string => ago(Math.round(days * minutesOfDay));
const dayOf = (days: number): string => daysAgo(days).slice(0, 10);

export const lena = idOf(1, 2);
export const omar = idOf(1, 3);
/** Mika, Lena and Omar report to her. */
export const ines = idOf(1, 4);
export const directSales = idOf(40, 1);
export const renewals = idOf(40, 2);
/** A deal with everything: line items, roles, splits, an approval asked for, a history. Also `erp:Q-412`. */
export const flagship = idOf(42, 9_001);
/** A deal of which nothing but the name is known. Also `erp:Q-413`. */
export const bareDeal = idOf(42, 9_002);
/** A deal in Arabic. Also `erp:Q-414`. */
export const arabicDeal = idOf(42, 9_003);

const people = [
  aRecord('user', omar, { name: 'Omar Haddad', email: 'omar@aurora.example', role: 'agent', manager: ines }),
  aRecord('user', ines, { name: 'Inês Duarte', email: 'ines@aurora.example', role: 'agent' }),
  aRecord('team', idOf(49, 1), { name: 'Sales desk', members: [ines, mika], lead: ines }),
  ...nordwindRecords.filter(({ type }) => type === 'user').map((user) => ({ ...user, manager: ines })),
];

interface StageOf {
  readonly name: string;
  readonly probability?: number;
  readonly category: 'pipeline' | 'bestCase' | 'commit' | 'closed' | 'omitted';
  readonly rots?: number;
  readonly type?: 'won' | 'lost';
  readonly rest?: Partial<Stage>;
}

const directStages: readonly StageOf[] = [
  { name: 'Qualified', probability: 0.1, category: 'pipeline', rots: 14 },
  { name: 'Discovery', probability: 0.25, category: 'pipeline', rots: 21 },
  {
    name: 'Proposal',
    probability: 0.5,
    category: 'bestCase',
    rots: 14,
    rest: {
      requirements: [
        { kind: 'field', field: 'amount' },
        { kind: 'related', related: 'primaryContact', atLeast: 1 },
      ],
    },
  },
  {
    name: 'Negotiation',
    probability: 0.75,
    category: 'commit',
    rots: 10,
    rest: {
      skippable: false,
      requirements: [
        { kind: 'field', field: 'expectedCloseDate' },
        { kind: 'related', related: 'lineItems', atLeast: 1 },
      ],
    },
  },
  {
    name: 'Contract',
    probability: 0.9,
    category: 'commit',
    rots: 7,
    rest: {
      requirements: [
        { kind: 'checklist', item: 'Security review' },
        { kind: 'approval', by: 'Sales desk' },
      ],
    },
  },
  { name: 'Won', category: 'closed', type: 'won' },
  { name: 'Lost', category: 'omitted', type: 'lost' },
];
const renewalStages: readonly StageOf[] = [
  { name: 'Upcoming', probability: 0.6, category: 'pipeline', rots: 30 },
  { name: 'In talks', probability: 0.75, category: 'bestCase', rots: 14 },
  { name: 'Quote sent', probability: 0.85, category: 'commit', rots: 10, rest: { returnable: false } },
  { name: 'Signing', probability: 0.95, category: 'commit', rots: 7 },
  { name: 'Renewed', category: 'closed', type: 'won' },
  { name: 'Churned', category: 'omitted', type: 'lost' },
];

const stagesOf = (pipeline: string, kind: number, all: readonly StageOf[]): readonly Stage[] =>
  all.map(
    ({ name, probability, category, rots, type, rest }, position) =>
      aRecord('stage', idOf(kind, position + 1), {
        name,
        pipeline,
        position,
        stageType: type ?? 'open',
        forecastCategory: category,
        ...(probability === undefined ? {} : { probability }),
        ...(rots === undefined ? {} : { rottingDays: rots }),
        ...rest,
      }) as Stage,
  );
const direct = stagesOf(directSales, 41, directStages);
const renewal = stagesOf(renewals, 51, renewalStages);
export const pipelineStages: readonly Stage[] = [...direct, ...renewal];

const companies = [
  ['Nordwind Logistik', 'Ana Ruiz', 'EUR'],
  ['Helios Optics', 'Maya Lindgren', 'EUR'],
  ['Kawase Seimitsu', '川瀬 恵', 'JPY'],
  ['Brightwater Foods', 'Grace Okafor', 'USD'],
  ['Zaragoza Motors', 'Pablo Ibarra', 'EUR'],
  ['Summit Robotics', 'Dana Whitfield', 'USD'],
  ['Fjord Cold Storage', 'Sigrid Aas', 'EUR'],
  ['Kyushu Denki', '中村 拓也', 'JPY'],
  ['Ostsee Reederei', 'Henrik Petersen', 'EUR'],
  ['Prairie Grain Cooperative', 'Tom Becker', 'USD'],
  ['Atelier Lumière', 'Chloé Marchand', 'EUR'],
  ['Redwood Health', 'Priya Raman', 'USD'],
] as const;
const parties = companies.flatMap(([company, contact], index) => [
  aRecord('company', idOf(43, index + 1), { name: company }),
  aRecord('contact', idOf(44, index + 1), { name: contact, company: idOf(43, index + 1), owner: mika }),
]);
const products = [
  ['Label printers', 4_200],
  ['Dock scanners', 9_800],
  ['Cold-chain sensors', 16_500],
  ['Pallet tracking', 28_000],
  ['Warehouse licences', 41_000],
  ['Spectrometers', 64_000],
  ['Service contract', 12_000],
] as const;
const catalogue = products.map(([name, price], index) =>
  aRecord('product', idOf(45, index + 1), { name, price: { amount: price * 10, currency: 'EUR' }, active: true }),
);

/** What one unit of the base currency was worth, each month, as the ECB writes it. */
const rates = Array.from({ length: 16 }, (_, month) => {
  const validFrom = new Date(Date.UTC(2025, 7 + month, 1)).toISOString().slice(0, 10);
  return [
    aRecord('exchangeRate', idOf(46, month * 2 + 1), {
      from: 'EUR',
      to: 'USD',
      rate: Number((1.06 + ((month * 7) % 11) / 100).toFixed(4)),
      validFrom,
      source: 'ECB',
    }),
    aRecord('exchangeRate', idOf(46, month * 2 + 2), {
      from: 'EUR',
      to: 'JPY',
      rate: 156 + ((month * 5) % 13),
      validFrom,
      source: 'ECB',
    }),
  ] as ExchangeRate[];
}).flat();

/** A deal's life as it was lived: how it stood on any day can be told from it. */
interface Life {
  readonly deal: Deal;
  readonly visits: readonly { readonly stage: Stage; readonly at: string }[];
  readonly closeDates: readonly { readonly day: string; readonly at: string }[];
  readonly amounts: readonly { readonly amount: Money; readonly at: string }[];
}

const random = seededRandom(20_261_121);
const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
const between = (low: number, high: number): number => low + random() * (high - low);

const owners = [mika, mika, mika, lena, lena, omar, omar, ines];
const perUnit = { EUR: 100, USD: 108, JPY: 158 } as const;
const lossReasons = ['Price', 'Price', 'No budget', 'Went with a competitor', 'No decision', 'Timing'];
/** Days that a deal usually stays in each stage: Proposal is the bottleneck. */
const usualDays = [8, 14, 24, 12, 6];

function aLife(index: number): Life {
  const isRenewal = index % 4 === 3;
  const stages = isRenewal ? renewal : direct;
  const open = stages.filter(({ stageType }) => stageType === 'open');
  const company = Math.floor(random() * companies.length);
  const currency = companies[company]![2];
  const [product, price] = isRenewal ? products[6] : pick(products);
  const begun = index % 2 === 0 ? between(60, 430) : index % 5 === 0 ? between(1, 10) : between(8, 75);
  const pace = between(0.5, 1.6);
  // The better part of those that get far is won.
  const fate = random();
  const stops = fate < 0.4 ? open.length : Math.floor(between(0, open.length));
  const visits: { stage: Stage; at: string }[] = [{ stage: open[0]!, at: daysAgo(begun) }];
  let left = begun;
  for (let step = 0; step < open.length; step++) {
    left -= (usualDays[step] ?? 6) * pace * between(0.6, 1.6);
    if (left <= 0) break;
    const isLost = step === stops && fate > 0.4;
    const stage = isLost ? stages.at(-1)! : (open[step + 1] ?? stages.at(-2)!);
    visits.push({ stage, at: daysAgo(left) });
    if (isLost || stage.stageType !== 'open') break;
  }
  const last = visits.at(-1)!;
  const amount = { amount: Math.round(price * between(0.4, 2.2)) * perUnit[currency], currency };
  const grows = random() < 0.3 && visits.length > 2;
  const amounts = grows
    ? [
        { amount: { ...amount, amount: Math.round(amount.amount * between(0.7, 1.2)) }, at: visits[0]!.at },
        { amount, at: visits[1]!.at },
      ]
    : [{ amount, at: visits[0]!.at }];
  const isClosed = last.stage.stageType !== 'open';
  const due = isClosed ? Math.round((now - Date.parse(last.at)) / dayLength) : Math.round(-between(-6, 110));
  const pushes = random() < 0.3 ? Math.ceil(between(0, 3)) : 0;
  const closeDates = Array.from({ length: pushes + 1 }, (_, push) => ({
    day: dayOf(due + (pushes - push) * 21),
    at: push === 0 ? visits[0]!.at : daysAgo((begun * (pushes + 1 - push)) / (pushes + 2)),
  }));
  const owner = index % 41 === 5 ? undefined : pick(owners);
  const deal = aRecord('deal', idOf(42, index), {
    name: `${product}, ${companies[company]![0]}`,
    pipeline: isRenewal ? renewals : directSales,
    stage: last.stage.id,
    status: last.stage.stageType,
    company: idOf(43, company + 1),
    contact: idOf(44, company + 1),
    ...(owner === undefined ? {} : { owner }),
    amount: amounts.at(-1)!.amount,
    ...probabilityIn(last.stage),
    expectedCloseDate: closeDates.at(-1)!.day,
    enteredStageAt: last.at,
    ...(isClosed ? { closedAt: last.at } : {}),
    ...(last.stage.stageType === 'lost' ? { lossReason: pick(lossReasons) } : {}),
    ...(index % 3 === 0 && !isClosed ? { nextStep: 'Send the offer' } : {}),
    ...(index % 17 === 2 && !isClosed ? { forecastCategory: 'bestCase' as const } : {}),
    createdAt: visits[0]!.at,
  }) as Deal;
  return { deal, visits, closeDates, amounts };
}

function probabilityIn(stage: Stage): Partial<Deal> {
  const probability = stage.stageType === 'won' ? 1 : stage.stageType === 'lost' ? 0 : stage.probability;
  return probability == null ? {} : { probability, probabilitySource: 'stage' };
}

const lives = Array.from({ length: 124 }, (_, index) => aLife(index + 1));

const flagshipVisits = [52, 45, 33, 12].map((days, index) => ({ stage: direct[index]!, at: daysAgo(days) }));
lives.push({
  visits: flagshipVisits,
  closeDates: [
    { day: dayOf(20), at: daysAgo(52) },
    { day: dayOf(-2), at: daysAgo(30) },
    { day: dayOf(-19), at: daysAgo(5) },
  ],
  amounts: [
    { amount: { amount: 21_000_00, currency: 'EUR' }, at: daysAgo(52) },
    { amount: { amount: 36_480_00, currency: 'EUR' }, at: daysAgo(20) },
  ],
  deal: aRecord('deal', flagship, {
    name: 'Framework agreement 2027',
    pipeline: directSales,
    stage: direct[3]!.id,
    status: 'open',
    company: idOf(43, 1),
    contact: idOf(44, 1),
    owner: mika,
    amount: { amount: 36_480_00, currency: 'EUR' },
    probability: 0.8,
    probabilitySource: 'manual',
    expectedCloseDate: dayOf(-19),
    enteredStageAt: daysAgo(12),
    nextStep: 'Jonas sends the marked-up version',
    competitor: 'Lagerwerk AG',
    source: 'Trade fair',
    description: 'Three sites, volume tiers above 5,000 units. Legal wants the notice period in writing.',
    checklist: ['Budget confirmed'],
    externalIds: { erp: 'Q-412' },
    createdAt: daysAgo(52),
  }) as Deal,
});

const bare = aRecord('deal', bareDeal, {
  name: 'Something for the new hall',
  pipeline: directSales,
  stage: direct[0]!.id,
  status: 'open',
  enteredStageAt: daysAgo(1),
  externalIds: { erp: 'Q-413' },
  createdAt: daysAgo(1),
}) as Deal;
const arabic = aRecord('deal', arabicDeal, {
  name: 'طابعات الملصقات لمستودع دبي',
  pipeline: directSales,
  stage: direct[2]!.id,
  status: 'open',
  owner: omar,
  amount: { amount: 18_250_00, currency: 'USD' },
  probability: 0.5,
  probabilitySource: 'stage',
  expectedCloseDate: dayOf(-31),
  enteredStageAt: daysAgo(17),
  nextStep: 'إرسال العرض المعدّل',
  externalIds: { erp: 'Q-414' },
  createdAt: daysAgo(40),
}) as Deal;
lives.push(
  { deal: bare, visits: [{ stage: direct[0]!, at: daysAgo(1) }], closeDates: [], amounts: [] },
  {
    deal: arabic,
    visits: [40, 31, 17].map((days, index) => ({ stage: direct[index]!, at: daysAgo(days) })),
    closeDates: [{ day: dayOf(-31), at: daysAgo(40) }],
    amounts: [{ amount: { amount: 18_250_00, currency: 'USD' }, at: daysAgo(40) }],
  },
);

const changes = lives.flatMap(({ deal, visits }, life) =>
  visits.slice(1).map(
    ({ stage, at }, index) =>
      aRecord('stageChange', idOf(47, life * 10 + index), {
        deal: deal.id,
        ...(deal.company == null ? {} : { company: deal.company }),
        ...(deal.contact == null ? {} : { contact: deal.contact }),
        from: visits[index]!.stage.id,
        to: stage.id,
        changedAt: at,
        changedBy: deal.owner ?? mika,
        durationMilliseconds: Date.parse(at) - Date.parse(visits[index]!.at),
        ...(deal.amount == null ? {} : { amount: deal.amount }),
        createdAt: at,
      }) as StageChange,
  ),
);
const closeDateChanges = lives.flatMap(({ deal, closeDates }, life) =>
  closeDates.slice(1).map(
    ({ day, at }, index) =>
      aRecord('closeDateChange', idOf(48, life * 10 + index), {
        deal: deal.id,
        from: closeDates[index]!.day,
        to: day,
        changedAt: at,
        changedBy: deal.owner ?? mika,
        createdAt: at,
      }) as CloseDateChange,
  ),
);

const ranks = new Map(
  pipelineStages.flatMap(({ id }) =>
    rankColumn(lives.filter(({ deal }) => deal.stage === id).map(({ deal }) => deal)).map(
      ({ deal, rank }) => [deal.id, rank] as const,
    ),
  ),
);
const deals = lives.map(({ deal }): Deal => ({ ...deal, rank: ranks.get(deal.id) ?? null }));

const quarter = { periodStart: '2026-10-01', periodEnd: '2026-12-31' };
const targets = (
  [
    [mika, 150_000],
    [lena, 120_000],
    [omar, 130_000],
    [ines, 60_000],
  ] as const
).map(([user, amount], index) =>
  aRecord('quota', idOf(52, index + 1), { user, ...quarter, amount: { amount: amount * 100, currency: 'EUR' } }),
);
const adjustments = (
  [
    [mika, 'commit', 'owner', 118_000, mika, 'Two are as good as signed'],
    [mika, 'commit', 'manager', 104_000, ines, 'Kyushu slips into January'],
    [lena, 'bestCase', 'owner', 88_500, lena, 'Budget round is in December'],
  ] as const
).map(([user, category, level, amount, adjustedBy, reason], index) =>
  aRecord('forecastAdjustment', idOf(53, index + 1), {
    user,
    ...quarter,
    category,
    level,
    amount: { amount: amount * 100, currency: 'EUR' },
    adjustedBy,
    adjustedAt: daysAgo(6 - index),
    reason,
  }),
);

/** The deals as they stood so many days ago, in the base currency. */
function snapshot(index: number, days: number): AnyRecord {
  const at = daysAgo(days);
  const then = lives.flatMap(({ deal, visits, closeDates, amounts }): Deal[] => {
    const visit = visits.findLast((each) => each.at <= at);
    if (!visit) return [];
    const day = closeDates.findLast((each) => each.at <= at)?.day;
    const amount = amounts.findLast((each) => each.at <= at)?.amount;
    const { closedAt: _closed, expectedCloseDate: _day, amount: _amount, ...rest } = deal;
    return [
      {
        ...rest,
        stage: visit.stage.id,
        status: visit.stage.stageType,
        ...(amount ? { amount } : {}),
        ...(day ? { expectedCloseDate: day } : {}),
        ...(visit.stage.stageType === 'open' ? {} : { closedAt: visit.at }),
        ...probabilityIn(visit.stage),
      } as Deal,
    ];
  });
  const taken = takeSnapshot(
    then,
    pipelineStages,
    { currency: 'EUR', rates },
    { now: at, newId, actor: { role: 'agent', user: ines }, timeZone: 'Europe/Berlin' },
  );
  if (!taken.ok) throw new Error(`The sample has no rate: ${JSON.stringify(taken)}`);
  const [patch] = taken.patches;
  return aRecord('forecastSnapshot', idOf(54, index), {
    ...(patch as unknown as { readonly set: Pick<ForecastSnapshot, 'takenAt' | 'currency' | 'deals'> }).set,
    createdAt: at,
  });
}
const snapshots = [51, 21, 7].map((days, index) => snapshot(index + 1, days));

const line = (index: number, name: string, quantity: number, price: number, discount?: number): AnyRecord =>
  aRecord('lineItem', idOf(55, index), {
    deal: flagship,
    product: idOf(45, ((index - 1) % products.length) + 1),
    name,
    quantity,
    unitPrice: { amount: price, currency: 'EUR' },
    position: index,
    ...(discount === undefined ? {} : { discount }),
  });
const details = [
  line(1, 'Label printer LP-4', 24, 420_00, 0.05),
  line(2, 'Dock scanner, wall mount', 12, 980_00, 0.1),
  line(3, 'Cold-chain sensor', 80, 165_00),
  line(4, 'Service, 36 months', 1, 3_120_00),
  aRecord('contact', idOf(44, 101), { name: 'Jonas Weber', jobTitle: 'Legal', company: idOf(43, 1) }),
  aRecord('contact', idOf(44, 102), { name: 'Elif Arslan', jobTitle: 'Warehouse lead', company: idOf(43, 1) }),
  aRecord('contactRole', idOf(56, 1), { deal: flagship, contact: idOf(44, 1), role: 'primary' }),
  aRecord('contactRole', idOf(56, 2), { deal: flagship, contact: idOf(44, 1), role: 'decisionMaker' }),
  aRecord('contactRole', idOf(56, 3), { deal: flagship, contact: idOf(44, 101), role: 'legal' }),
  aRecord('contactRole', idOf(56, 4), { deal: flagship, contact: idOf(44, 102), role: 'user' }),
  aRecord('dealSplit', idOf(57, 1), { deal: flagship, user: mika, kind: 'revenue', percent: 70 }),
  aRecord('dealSplit', idOf(57, 2), { deal: flagship, user: omar, kind: 'revenue', percent: 30 }),
  aRecord('dealSplit', idOf(57, 3), { deal: flagship, user: ines, kind: 'overlay', percent: 10 }),
  aRecord('dealApproval', idOf(58, 1), {
    deal: flagship,
    stage: direct[4]!.id,
    by: 'Sales desk',
    status: 'requested',
    requestedBy: mika,
    createdAt: daysAgo(2),
  }),
  aRecord('task', idOf(59, 1), {
    subject: 'Call Jonas about the notice period',
    status: 'open',
    priority: 'high',
    dueAt: daysAgo(-3),
    assignee: mika,
    deal: flagship,
    contact: idOf(44, 101),
  }),
];

const talks = deals
  .filter(({ status }) => status === 'open')
  .flatMap((deal, index): AnyRecord[] => {
    if (index % 5 === 4) return [];
    const about = {
      deal: deal.id,
      ...(deal.contact == null ? {} : { contact: deal.contact }),
      author: deal.owner ?? mika,
    };
    return [
      aRecord('activity', idOf(60, index), {
        kind: index % 2 ? 'call' : 'email',
        occurredAt: daysAgo(1 + ((index * 7) % 24)),
        direction: index % 3 ? 'outbound' : 'inbound',
        subject: index % 2 ? 'Volume and delivery' : 'Re: our offer',
        body: 'Wants the delivery clause in writing before the next round.',
        ...about,
      }),
      ...(index % 4 === 0 && deal.id !== flagship
        ? [
            aRecord('task', idOf(61, index), {
              subject: 'Follow up',
              status: 'open',
              dueAt: daysAgo(-(1 + (index % 9))),
              assignee: deal.owner ?? mika,
              deal: deal.id,
            }),
          ]
        : []),
    ];
  });

/** Two pipelines with a year of deals in three currencies: their histories, quotas, adjustments and snapshots. */
export const pipelineRecords: readonly AnyRecord[] = [
  ...people,
  aRecord('pipeline', directSales, { name: 'Direct sales', position: 0 }),
  aRecord('pipeline', renewals, { name: 'Renewals', position: 1 }),
  ...pipelineStages,
  ...parties,
  ...catalogue,
  ...rates,
  ...deals,
  ...changes,
  ...closeDateChanges,
  ...targets,
  ...adjustments,
  ...snapshots,
  ...details,
  ...talks,
];

/** A store of these records alone. */
export function pipelineStore(more: readonly AnyRecord[] = []): MemoryStore {
  return createMemoryStore({ clock, newId, timeZone: 'Europe/Berlin', records: [...pipelineRecords, ...more] });
}
