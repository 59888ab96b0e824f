import type { RecordId } from '@rapport/core/model';
import { catalogue, renewalStages, stages, staff } from './catalogue.ts';
import { seedTargets } from './seed-targets.ts';
import { createWorkshop, dateOf, day, type SeedOptions, type SeedRecord } from './seed-record.ts';

/** Somebody of the staff, as others refer to them. */
export interface Colleague {
  readonly id: RecordId;
  readonly name: string;
  readonly givenName: string;
  readonly language: string;
  readonly team: 'sales' | 'service';
}

/** What every customer's history refers to. */
export interface House {
  readonly records: readonly SeedRecord[];
  /** Comes after everything else: where it is, the seed is whole. */
  readonly last: SeedRecord;
  readonly staff: readonly Colleague[];
  readonly pipeline: RecordId;
  readonly stages: readonly RecordId[];
  readonly renewals: { readonly pipeline: RecordId; readonly stages: readonly RecordId[] };
  readonly products: readonly { readonly id: RecordId; readonly name: string; readonly euros: number }[];
  readonly campaigns: readonly RecordId[];
  readonly partners: readonly RecordId[];
}

/** The company that uses the CRM: a maker of laboratory instruments, with its staff, its sales process and what it sells. */
export function seedHouse(options: SeedOptions): House {
  const { record } = createWorkshop(options, 'house');
  const founded = options.until - 740 * day;
  const users = staff.map(([name, role, language], index) =>
    record('user', String(index), founded, {
      name,
      role,
      language,
      email: `${name.toLowerCase().replace(' ', '.')}@fjordlight.example`,
      active: true,
      timeZone: 'Europe/Berlin',
    }),
  );
  const colleagues = staff.map(([name, , language, team], index): Colleague => ({
    id: users[index]?.id ?? '',
    name,
    givenName: name.split(' ')[0] ?? name,
    language,
    team,
  }));
  const members = (team: string): RecordId[] =>
    colleagues.filter((colleague) => colleague.team === team).map(({ id }) => id);
  const pipeline = record('pipeline', 'new', founded, {
    name: 'New business',
    position: 0,
    'externalIds.seed': seedName(options),
  });
  const renewals = record('pipeline', 'renewals', founded, { name: 'Renewals', position: 1 });
  const stepsOf = (of: RecordId, list: typeof stages, scope: string): SeedRecord[] =>
    list.map((stage, position) =>
      record('stage', scope + stage.name, founded, {
        skippable: true,
        returnable: stage.stageType === 'open',
        ...stage,
        position,
        pipeline: of,
      }),
    );
  const steps = stepsOf(pipeline.id, stages, '');
  const renewalSteps = stepsOf(renewals.id, renewalStages, 'renewals/');
  const products = catalogue.map(([name, sku, family, euros]) =>
    record('product', sku, founded, {
      name,
      sku,
      family,
      price: { amount: euros * 100, currency: 'EUR' },
      active: true,
      'externalIds.erp': sku,
    }),
  );
  const campaigns = ['Spring: water analysis', 'Autumn: trade fair', 'Newsletter'].map((name, index) =>
    record('campaign', String(index), founded, {
      name,
      channel: index === 1 ? 'event' : 'email',
      status: index === 2 ? 'running' : 'done',
      owner: colleagues[0]?.id,
      startsOn: dateOf(founded + (100 + index * 200) * day),
    }),
  );
  const partners = [
    ['Labor & Technik Süd', 'gold', 'DACH'],
    ['Nordic Science Supply', 'silver', 'Nordics'],
  ].map(([name, tier, territory], index) =>
    record('partner', String(index), founded, {
      name,
      tier,
      status: 'active',
      kinds: ['reseller'],
      territories: [territory],
      manager: colleagues[1]?.id,
      since: dateOf(founded),
    }),
  );
  const sales = record('team', 'sales', founded, { name: 'Sales', members: members('sales'), lead: colleagues[0]?.id });
  return {
    records: [
      pipeline,
      renewals,
      ...users,
      sales,
      ...steps,
      ...renewalSteps,
      ...products,
      ...campaigns,
      ...partners,
      ...seedTargets(options, colleagues),
    ],
    last: record('team', 'service', founded, {
      name: 'Service',
      members: members('service'),
      lead: colleagues[5]?.id,
      'externalIds.seed': seedName(options),
    }),
    staff: colleagues,
    pipeline: pipeline.id,
    stages: steps.map(({ id }) => id),
    renewals: { pipeline: renewals.id, stages: renewalSteps.map(({ id }) => id) },
    products: products.map(({ id }, index) => ({
      id,
      name: catalogue[index]?.[0] ?? '',
      euros: catalogue[index]?.[3] ?? 0,
    })),
    campaigns: campaigns.map(({ id }) => id),
    partners: partners.map(({ id }) => id),
  };
}

/** What a database was seeded with, as the pipeline keeps it in its foreign id. */
export function seedName({ seed, companies, until }: SeedOptions): string {
  return `seed ${seed}, ${companies} companies, until ${dateOf(until)}`;
}

/** Reads it back; undefined where it is not of this form. */
export function parseSeedName(name: string): SeedOptions | undefined {
  const [, seed, companies, until] = /^seed (\d+), (\d+) companies, until (\d{4}-\d{2}-\d{2})$/.exec(name) ?? [];
  return until === undefined
    ? undefined
    : { seed: Number(seed), companies: Number(companies), until: Date.parse(`${until}T00:00:00.000Z`) };
}
