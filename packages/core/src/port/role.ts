export const roles = ['admin', 'agent', 'partner', 'customer'] as const;
export type Role = (typeof roles)[number];
