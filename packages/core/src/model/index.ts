export { parseRecordName, recordIdSchema, refKey, uuidv7, type NewId, type RecordId, type RecordName, type RecordRef } from './id.ts';
export { dateSchema, instantSchema, isDate, isInstant, toInstant, type DateOnly, type Instant } from './time.ts';
export { currencyDecimals, currencySchema, majorUnits, moneySchema, parseMoney, type Money } from './money.ts';
export { comparisonOf, conflictPolicies, fieldKinds, type Comparison, type ConflictPolicy, type Field, type FieldKind, type FieldOptions } from './field.ts';
export { envelopeNames, recordType, type AnyRecord, type Envelope, type RecordOf, type RecordType, type ValuesOf } from './record-type.ts';
export { createModel, standardModel, typeOf, type Model, type Relation } from './model.ts';
export { fieldPath, fieldsOf, valueAt, type FieldKey, type FieldPath, type ReferenceStep } from './field-path.ts';
export { externalIdsSchema } from './envelope.ts';
export { recordSchema, valueSchema } from './record-schema.ts';
export { customFieldSchema, extendModel, modelExtensionSchema, type CustomField, type ModelExtension } from './extension.ts';
export { recordJsonSchema } from './json-schema.ts';
export { standardTypes, type StandardRecords, type StandardTypeName, type StandardTypes } from './records/index.ts';
export type { Activity, ActivityKind, Document, Participant, Task } from './records/activity.ts';
export { activityKinds } from './records/activity.ts';
export type { Company } from './records/company.ts';
export { lifecycleStages, partyRoles, type Address, type Contact } from './records/contact.ts';
export {
  forecastCategories, stageTypes,
  type ContactRole, type Deal, type LineItem, type Pipeline, type Product, type Stage, type StageChange, type StageRequirement,
} from './records/deal.ts';
export { consentChannels, type Campaign, type Consent, type Journey, type Segment } from './records/marketing.ts';
export { registrationStatuses, type DealRegistration, type Partner } from './records/partner.ts';
export type { Contract, Order, Project } from './records/service.ts';
export type { Team, User } from './records/team.ts';
export { ticketPriorities, ticketStatusCategories, type Message, type Ticket } from './records/ticket.ts';
