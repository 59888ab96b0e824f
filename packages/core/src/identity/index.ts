export { isRecordId, refKey, uuidv7, type NewId, type RecordId, type RecordRef } from './uuid.ts';
