import type { Random } from './random.ts';

/** What may happen, as often as it does. */
const actionWeights = {
  write: 42,
  'write elsewhere': 14,
  open: 7,
  close: 4,
  'load more': 4,
  refresh: 1,
  'go offline': 4,
  'come online': 6,
  'break feed': 2,
  'expire token': 2,
  'retry declined': 2,
  'discard declined': 2,
  'edit declined': 2,
  'type away': 0.7,
  'jump clock': 2,
  'cut history': 1,
  crash: 2,
  'crash device': 0.5,
  freeze: 1.5,
  'second leader': 1.5,
  evict: 0.2,
  wipe: 0.4,
  'sign in as another': 0.7,
} as const;
export type ActionKind = keyof typeof actionWeights;
export type ActionWeights = Readonly<Partial<Record<ActionKind, number>>>;

export interface Action {
  readonly index: number;
  readonly kind: ActionKind;
  /** Milliseconds since the one before. */
  readonly after: number;
  /** Which window, counted through. */
  readonly window: number;
}

/**
 * The actions of a history. Which ones are left out does not change the others.
 * @param emphasis What happens more often, or less, than it does.
 */
export function actionsOf(random: Random, count: number, emphasis: ActionWeights = {}): readonly Action[] {
  const weights = { ...actionWeights, ...emphasis };
  return Array.from({ length: count }, (_, index) => ({
    index,
    kind: random.weighted(weights),
    after: Math.round(random() * random.pick([20, 20, 1_000, 1_000, 15_000])),
    window: random.below(3),
  }));
}
