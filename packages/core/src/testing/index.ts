export { aRecord, admin, anAuthority, create, epoch, id, remove, update } from './an-authority.ts';
