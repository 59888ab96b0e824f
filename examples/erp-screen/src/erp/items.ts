/** What the company sells. Prices are in cents. */
export interface Item {
  readonly number: string;
  readonly description: string;
  readonly unit: string;
  readonly price: number;
}

export const items: readonly Item[] = [
  { number: 'ACC-CUV', description: 'Cuvettes, 100 pieces', unit: 'box', price: 8_900 },
  { number: 'ACC-CAL', description: 'Calibration set', unit: 'set', price: 42_000 },
  { number: 'ACC-LMP', description: 'Deuterium lamp', unit: 'pc', price: 26_500 },
  { number: 'ACC-FIL', description: 'Membrane filter 0.45 µm, 100 pieces', unit: 'box', price: 5_350 },
  { number: 'ACC-VIA', description: 'Sample vial 2 ml with septum, 500 pieces', unit: 'box', price: 11_840 },
  { number: 'CEN-C12', description: 'Centrifuge C12', unit: 'pc', price: 315_000 },
  { number: 'ACC-ROT', description: 'Rotor for C12, 24 × 2 ml', unit: 'pc', price: 68_900 },
  { number: 'MIC-M40', description: 'Microscope M40', unit: 'pc', price: 549_000 },
  { number: 'OVN-O60', description: 'Sample oven O60', unit: 'pc', price: 238_000 },
  { number: 'HAN-H1', description: 'Handheld analyser H1', unit: 'pc', price: 725_000 },
];
