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

/** Name, probability, type, forecast category and days until a deal in it goes stale. */
export const stages = [
  ['Enquiry', 0.1, 'open', 'pipeline', 14],
  ['Qualified', 0.25, 'open', 'pipeline', 21],
  ['Offer sent', 0.5, 'open', 'bestCase', 21],
  ['Negotiation', 0.75, 'open', 'commit', 14],
  ['Won', 1, 'won', 'closed', null],
  ['Lost', 0, 'lost', 'omitted', null],
] as const;

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
