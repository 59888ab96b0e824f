export { parseRecordName, type RecordName } from './id.ts';
export { isRecordId, refKey, uuidv7, type NewId, type RecordId, type RecordRef } from '../identity/index.ts';
export { isDate, isInstant, toInstant, type DateOnly, type Instant } from './time.ts';
export { isWellFormedText } from './text.ts';
export { currencyDecimals, majorUnits, type Money } from './money.ts';
export { parseMoney } from './parse-money.ts';
/** What fields are declared with: `fields.text({ required: true })`. */
export * as fields from './field.ts';
export {
  comparisonOf,
  conflictPolicies,
  fieldKinds,
  type Comparison,
  type ConflictPolicy,
  type Field,
  type FieldKind,
  type FieldOptions,
} from './field.ts';
export {
  envelopeNames,
  recordType,
  type AnyRecord,
  type Envelope,
  type RecordOf,
  type RecordType,
  type ValuesOf,
} from './record-type.ts';
export { createModel } from './create-model.ts';
export { typeOf, type Model, type Relation } from './model.ts';
export { everydayModel } from './everyday-model.ts';
export { standardModel } from './standard-model.ts';
export { fieldPath, fieldsOf, valueAt, type FieldKey, type FieldPath, type ReferenceStep } from './field-path.ts';
export {
  currencySchema,
  dateSchema,
  externalIdsSchema,
  fieldSchema,
  instantSchema,
  moneySchema,
  recordIdSchema,
} from './field-schema.ts';
export { recordSchema, valueSchema } from './record-schema.ts';
export { shapes, type ShapeName, type ShapeValue } from './shapes.ts';
export { withExtension } from './extension.ts';
export {
  customFieldSchema,
  extendModel,
  modelExtensionSchema,
  type CustomField,
  type ModelExtension,
} from './extension-schema.ts';
export { recordJsonSchema } from './json-schema.ts';
export { standardTypes, type StandardRecords, type StandardTypeName, type StandardTypes } from './records/index.ts';
export { activityKinds, type Activity, type ActivityKind, type Participant } from './records/activity.ts';
export type { Campaign, Journey } from './records/campaign.ts';
export type { Company } from './records/company.ts';
export { consentChannels, type Consent } from './records/consent.ts';
export { lifecycleStages, partyRoles, type Address, type Contact } from './records/contact.ts';
export type { Contract } from './records/contract.ts';
export type { Deal, StageChange } from './records/deal.ts';
export type { CloseDateChange, ContactRole, DealApproval, DealSplit } from './records/deal-parts.ts';
export type { Document } from './records/document.ts';
export type { ExchangeRate } from './records/exchange-rate.ts';
export type { ForecastAdjustment, ForecastSnapshot, Quota, SnapshotDeal } from './records/forecast.ts';
export type { Order } from './records/order.ts';
export { registrationStatuses, type DealRegistration, type Partner } from './records/partner.ts';
export {
  forecastCategories,
  stageTypes,
  type Pipeline,
  type Stage,
  type StageRequirement,
} from './records/pipeline.ts';
export type { LineItem, Product } from './records/product.ts';
export type { Project } from './records/project.ts';
export type { Segment } from './records/segment.ts';
export type { Task } from './records/task.ts';
export type { Team } from './records/team.ts';
export type { User } from './records/user.ts';
export { ticketPriorities, ticketStatusCategories, type Message, type Ticket } from './records/ticket.ts';
