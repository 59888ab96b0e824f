/** The data all contenders hold, made alike from a number: contacts, and activities skewed to few of them. */
export interface Size {
  readonly contacts: number;
  readonly activities: number;
}
export declare const size: Size;
export declare const contactId: (index: number) => string;
export declare const activityId: (index: number) => string;
export interface ContactValues {
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string;
  readonly country: string;
}
export declare const contactValues: (index: number) => ContactValues;
export declare const countryOfSearch: (index: number) => string;
/** The contact of the n-th activity: half of all activities belong to an eighth of the contacts. */
export declare const contactOf: (index: number) => string;
export interface ActivityValues {
  readonly kind: string;
  readonly occurredAt: string;
  readonly subject: string;
  readonly body: string;
  readonly direction: string;
  readonly durationSeconds: number;
  readonly public: boolean;
}
export declare const activityValues: (index: number) => ActivityValues;
