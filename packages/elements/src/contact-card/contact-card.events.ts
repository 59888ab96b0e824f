import type { Contact } from '@rapport/core';

/** The contact's fields that can be changed in place. */
export type EditableField = 'email' | 'phone' | 'jobTitle';

/** A field is about to be changed. `preventDefault()` keeps it as it is. */
export class CrmContactChangeEvent extends Event {
  readonly contact: Contact;
  readonly field: EditableField;
  /** Null takes the value away. */
  readonly value: string | null;
  constructor(contact: Contact, field: EditableField, value: string | null) {
    super('crm-contact-change', { bubbles: true, composed: true, cancelable: true });
    this.contact = contact;
    this.field = field;
    this.value = value;
  }
}

/** A field was changed, and the backend has said so. */
export class CrmContactChangedEvent extends Event {
  readonly id: string;
  readonly field: EditableField;
  readonly value: string | null;
  constructor(id: string, field: EditableField, value: string | null) {
    super('crm-contact-changed', { bubbles: true, composed: true });
    this.id = id;
    this.field = field;
    this.value = value;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-contact-change': CrmContactChangeEvent;
    'crm-contact-changed': CrmContactChangedEvent;
  }
}
