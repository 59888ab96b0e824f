import type { StageRequirement } from '@rapport/core/model';

/** What the seeded company, a maker of laboratory instruments, sells. Prices in euros. */
export const catalogue = [
  ['Spectrometer S2', 'SPM-S2', 'Spectroscopy', 18_900],
  ['Spectrometer S5', 'SPM-S5', 'Spectroscopy', 46_500],
  ['Handheld analyser H1', 'HAN-H1', 'Spectroscopy', 7_250],
  ['Microscope M40', 'MIC-M40', 'Microscopy', 5_490],
  ['Microscope M80 with camera', 'MIC-M80C', 'Microscopy', 12_980],
  ['Centrifuge C12', 'CEN-C12', 'Preparation', 3_150],
  ['Sample oven O60', 'OVN-O60', 'Preparation', 2_380],
  ['Calibration set', 'ACC-CAL', 'Accessories', 420],
  ['Cuvettes, 100 pieces', 'ACC-CUV', 'Accessories', 89],
  ['Deuterium lamp', 'ACC-LMP', 'Accessories', 265],
  ['Maintenance, one year', 'SRV-1Y', 'Services', 1_490],
  ['Training day', 'SRV-TRN', 'Services', 980],
] as const;

interface StageOfSeed {
  readonly name: string;
  readonly probability: number;
  readonly stageType: 'open' | 'won' | 'lost';
  readonly forecastCategory: 'pipeline' | 'bestCase' | 'commit' | 'closed' | 'omitted';
  /** Days until a deal in it goes stale. */
  readonly rottingDays?: number;
  readonly requirements?: readonly StageRequirement[];
  readonly skippable?: false;
  readonly returnable?: false;
}

const won: Omit<StageOfSeed, 'name'> = { probability: 1, stageType: 'won', forecastCategory: 'closed' };
const lost: Omit<StageOfSeed, 'name'> = { probability: 0, stageType: 'lost', forecastCategory: 'omitted' };

/** Done before terms are talked about. */
export const answeredQuestions = 'Technical questions answered';

/** How new customers are won. */
export const stages: readonly StageOfSeed[] = [
  {
    name: 'Enquiry',
    probability: 0.1,
    stageType: 'open',
    forecastCategory: 'pipeline',
    rottingDays: 14,
    returnable: false,
  },
  {
    name: 'Qualified',
    probability: 0.25,
    stageType: 'open',
    forecastCategory: 'pipeline',
    rottingDays: 21,
    requirements: [{ kind: 'related', related: 'primaryContact', atLeast: 1 }],
  },
  {
    name: 'Offer sent',
    probability: 0.5,
    stageType: 'open',
    forecastCategory: 'bestCase',
    rottingDays: 21,
    skippable: false,
    requirements: [
      { kind: 'field', field: 'amount' },
      { kind: 'field', field: 'nextStep' },
      { kind: 'related', related: 'lineItems', atLeast: 1 },
    ],
  },
  {
    name: 'Negotiation',
    probability: 0.75,
    stageType: 'open',
    forecastCategory: 'commit',
    rottingDays: 14,
    requirements: [{ kind: 'checklist', item: answeredQuestions }],
  },
  { name: 'Won', ...won },
  { name: 'Lost', ...lost },
];

/** How contracts for maintenance are renewed. */
export const renewalStages: readonly StageOfSeed[] = [
  { name: 'Runs out', probability: 0.6, stageType: 'open', forecastCategory: 'bestCase', rottingDays: 45 },
  {
    name: 'Offered again',
    probability: 0.8,
    stageType: 'open',
    forecastCategory: 'commit',
    rottingDays: 30,
    requirements: [{ kind: 'field', field: 'amount' }],
  },
  {
    name: 'Discount asked for',
    probability: 0.7,
    stageType: 'open',
    forecastCategory: 'bestCase',
    rottingDays: 14,
    requirements: [{ kind: 'approval', by: 'Sales' }],
  },
  { name: 'Renewed', ...won },
  { name: 'Cancelled', ...lost },
];

/** Who works there: name, role, language, and what they do. */
export const staff = [
  ['Marta Lindqvist', 'admin', 'en', 'sales'],
  ['Tobias Kern', 'agent', 'de', 'sales'],
  ['Priya Raman', 'agent', 'en', 'sales'],
  ['Louise Arnaud', 'agent', 'fr', 'sales'],
  ['Hiroshi Endo', 'agent', 'ja', 'sales'],
  ['Samir Haddad', 'agent', 'ar', 'service'],
  ['Jenny Osei', 'agent', 'en', 'service'],
  ['Anders Vik', 'agent', 'nb', 'service'],
] as const;

export const jobTitles = [
  'Head of laboratory',
  'Purchasing manager',
  'Research scientist',
  'Quality manager',
  'Managing director',
  'Laboratory technician',
  'Plant manager',
  'Procurement',
] as const;
export const industries = [
  'Pharmaceuticals',
  'Food',
  'Chemicals',
  'University',
  'Hospital',
  'Water treatment',
  'Semiconductors',
  'Aquaculture',
] as const;
export const lossReasons = [
  'Price',
  'Project postponed',
  'Bought elsewhere',
  'No budget this year',
  'Requirements changed',
] as const;
export const competitors = ['Optronic', 'Labwerk', 'Helios Instruments'] as const;
export const pages = [
  ['Spectrometers', '/products/spectrometers'],
  ['Spectrometer S5', '/products/s5'],
  ['Prices', '/prices'],
  ['Data sheet S5', '/products/s5/data-sheet'],
  ['Case study: water analysis', '/cases/water'],
  ['Delivery times', '/delivery'],
  ['Calibration service', '/service/calibration'],
  ['Compare models', '/compare'],
  ['Contact', '/contact'],
  ['Support centre', '/support'],
  ['Accessories', '/accessories'],
  ['Downloads', '/downloads'],
] as const;
