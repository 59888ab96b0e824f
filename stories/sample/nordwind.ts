import type { AnyRecord } from '@rapport/core/model';
import { aRecord, ago, idOf } from './record.ts';

export const mika = idOf(1, 1);
export const ana = idOf(2, 1);
export const newcomer = idOf(2, 2);
export const layla = idOf(2, 3);
export const nordwind = idOf(3, 1);
export const framework = idOf(6, 1);

const hour = 60;
const day = 24 * hour;

const users = [
  aRecord('user', mika, { name: 'Mika Koski', email: 'mika@aurora.example', role: 'agent' }),
  aRecord('user', idOf(1, 2), { name: 'Lena Brandt', email: 'lena@aurora.example', role: 'agent' }),
];

const parties = [
  aRecord('company', nordwind, {
    name: 'Nordwind Logistik GmbH',
    domain: 'nordwind.example',
    externalIds: { erp: '700' },
  }),
  aRecord('company', idOf(3, 2), { name: 'شركة الواحة للتجارة', domain: 'alwaha.example' }),
  aRecord('contact', ana, {
    name: 'Ana Ruiz',
    email: 'ana.ruiz@nordwind.example',
    phone: '+49 40 555 0142',
    jobTitle: 'Head of Procurement',
    company: nordwind,
    owner: mika,
    timeZone: 'Europe/Berlin',
    website: 'https://www.nordwind.example/',
    externalIds: { erp: '10042' },
  }),
  aRecord('contact', newcomer, { name: 'Zoë Østergaard-Lindqvist', externalIds: { erp: '10043' } }),
  aRecord('contact', layla, {
    name: 'ليلى حداد',
    email: 'layla@alwaha.example',
    phone: '+971 4 555 0199',
    jobTitle: 'مديرة المشتريات',
    company: idOf(3, 2),
    owner: mika,
    timeZone: 'Asia/Dubai',
    externalIds: { erp: '10044' },
  }),
];

const consents = [
  aRecord('consent', idOf(9, 1), {
    contact: ana,
    channel: 'email',
    purpose: 'Product news',
    legalBasis: 'consent',
    status: 'granted',
    capturedAt: ago(420 * day),
  }),
  aRecord('consent', idOf(9, 2), {
    contact: ana,
    channel: 'phone',
    purpose: 'Surveys',
    legalBasis: 'consent',
    status: 'withdrawn',
    capturedAt: ago(90 * day),
  }),
];

const stage = (index: number, name: string, stageType: 'open' | 'won' | 'lost'): AnyRecord =>
  aRecord('stage', idOf(5, index), { name, pipeline: idOf(4, 1), position: index, stageType });
const sales = [
  aRecord('pipeline', idOf(4, 1), { name: 'New business' }),
  stage(1, 'Qualified', 'open'),
  stage(2, 'Proposal', 'open'),
  stage(3, 'Negotiation', 'open'),
  stage(4, 'Won', 'won'),
  aRecord('deal', framework, {
    name: 'Framework 2027',
    pipeline: idOf(4, 1),
    stage: idOf(5, 3),
    status: 'open',
    contact: ana,
    company: nordwind,
    owner: mika,
    amount: { amount: 3_600_000, currency: 'EUR' },
    externalIds: { erp: 'Q-310' },
  }),
  aRecord('deal', idOf(6, 2), {
    name: 'Label printers',
    pipeline: idOf(4, 1),
    stage: idOf(5, 1),
    status: 'open',
    contact: ana,
    company: nordwind,
    owner: mika,
    amount: { amount: 1_220_000, currency: 'EUR' },
  }),
  aRecord('stageChange', idOf(7, 1), {
    deal: framework,
    contact: ana,
    company: nordwind,
    from: idOf(5, 2),
    to: idOf(5, 3),
    changedAt: ago(96),
    changedBy: mika,
    durationMilliseconds: 14 * 86_400_000,
    amount: { amount: 3_600_000, currency: 'EUR' },
  }),
  aRecord('stageChange', idOf(7, 2), {
    deal: framework,
    contact: ana,
    company: nordwind,
    from: idOf(5, 1),
    to: idOf(5, 2),
    changedAt: ago(14 * day + 96),
    changedBy: mika,
  }),
];

const tickets = [
  aRecord('ticket', idOf(8, 1), {
    number: '482',
    subject: 'Pallet labels print blank',
    description: 'Since Monday the labels of line 2 come out blank.',
    statusCategory: 'solved',
    priority: 'high',
    requester: ana,
    company: nordwind,
    assignee: idOf(1, 2),
    channel: 'web',
    createdAt: ago(2 * day + 2 * hour + 56),
    solvedAt: ago(2 * day - 14),
  }),
  aRecord('ticket', idOf(8, 2), {
    number: '501',
    subject: 'Invoice shows the old address',
    statusCategory: 'open',
    priority: 'normal',
    requester: ana,
    company: nordwind,
    channel: 'email',
    createdAt: ago(5 * day + 30),
  }),
];

let activities = 0;
const about = { contact: ana, company: nordwind };
const activity = (values: Omit<Parameters<typeof aRecord<'activity'>>[2], 'contact'>): AnyRecord =>
  aRecord('activity', idOf(10, ++activities), { ...about, ...values });

const visited = ['Pricing', 'Security', 'API reference', 'Pricing', 'Label formats', 'Pricing'];

const history = [
  activity({
    kind: 'email',
    occurredAt: ago(9),
    direction: 'inbound',
    subject: 'Re: Framework agreement 2027',
    author: mika,
    body: 'We can sign this week if the notice period moves to three months. Jonas will send the marked-up version; could you confirm the volume tiers above 5,000 units, and whether the delivery clause from the last draft still stands? Legal would like to see it in writing before Thursday.',
    participants: [{ role: 'cc', name: 'Legal' }],
  }),
  ...visited.map((subject, index) =>
    activity({ kind: 'pageView', occurredAt: ago(107 + index * 3), subject, source: 'web' }),
  ),
  activity({
    kind: 'call',
    occurredAt: ago(day + 18 * hour + 31),
    direction: 'inbound',
    durationSeconds: 720,
    author: mika,
    body: 'Asked for volume tiers above 5,000 units; wants the delivery clause in writing.',
    outcome: 'Send offer',
  }),
  activity({
    kind: 'purchase',
    occurredAt: ago(2 * day + 2 * hour + 20),
    subject: 'SO-10427',
    amount: { amount: 418_000, currency: 'EUR' },
    quantity: 12,
    link: 'https://erp.example/orders/10427',
  }),
  activity({
    kind: 'email',
    occurredAt: ago(4 * day),
    direction: 'inbound',
    subject: 'Your newsletter: pallets in November',
    bodyFormat: 'html',
    participants: [],
    body: '<html><head><style>h1{color:#0a5;font-family:sans-serif}</style></head><body><h1>November in the warehouse</h1><p style="color:#333">Three things that <b>changed</b>: shorter docks, longer nights, blank labels.</p><img src="https://tracker.example/pixel.gif" alt="A forklift at night"><p><a href="https://nordwind.example/news">Read on</a> <a href="javascript:alert(1)">or not</a></p><script>parent.postMessage("x","*")</script></body></html>',
  }),
  activity({
    kind: 'note',
    occurredAt: ago(4 * day + 3 * hour),
    author: mika,
    body: 'Prefers calls before ten. Decides together with Jonas from Legal.',
  }),
  activity({
    kind: 'meeting',
    occurredAt: ago(9 * day),
    subject: 'Site visit, dock 4',
    durationSeconds: 5_400,
    author: mika,
    participants: [{ role: 'attendee', name: 'Jonas Weber' }],
  }),
  activity({
    kind: 'email',
    occurredAt: ago(9 * day + 5 * hour),
    direction: 'outbound',
    subject: 'Offer A-2210',
    author: mika,
    body: 'Please find attached the offer we spoke about.',
  }),
  activity({ kind: 'note', occurredAt: ago(400 * day), author: mika, body: 'Met at the trade fair in Hamburg.' }),
];

const arabic = [
  aRecord('activity', idOf(11, 1), {
    kind: 'call',
    occurredAt: ago(33),
    direction: 'inbound',
    durationSeconds: 300,
    contact: layla,
    author: mika,
    body: 'طلبت عرض سعر للطابعات مع التوصيل إلى دبي.',
  }),
  aRecord('activity', idOf(11, 2), {
    kind: 'email',
    occurredAt: ago(2 * day),
    direction: 'outbound',
    subject: 'عرض السعر A-2214',
    contact: layla,
    author: mika,
    body: 'مرفق العرض كما اتفقنا، رقم +971 4 555 0199 للتواصل.',
  }),
];

const tasks = [
  aRecord('task', idOf(12, 1), {
    subject: 'Send the marked-up agreement',
    status: 'open',
    priority: 'high',
    dueAt: ago(-3 * day),
    assignee: mika,
    ...about,
    createdAt: ago(2 * hour + 40),
  }),
];

/** A small company's customers: one with a rich history, one with none, one who reads from right to left. */
export const nordwindRecords: readonly AnyRecord[] = [
  ...users,
  ...parties,
  ...consents,
  ...sales,
  ...tickets,
  ...history,
  ...arabic,
  ...tasks,
];

/** So many calls and notes more, for long lists. */
export function manyActivities(count: number): readonly AnyRecord[] {
  const kinds = ['call', 'note', 'email', 'meeting'] as const;
  return Array.from({ length: count }, (_, index) =>
    aRecord('activity', idOf(20, index), {
      kind: kinds[index % kinds.length] ?? 'note',
      occurredAt: ago(11 * day + index * 97),
      direction: index % 2 ? 'outbound' : 'inbound',
      ...about,
      author: mika,
      subject: `Follow-up ${count - index}`,
      body: 'Talked about the next delivery. '.repeat(1 + ((index * 7) % 5)).trim(),
    }),
  );
}
