using { crm } from '../db/schema';

service CrmService {
  entity Contacts as projection on crm.Contacts;
  entity Activities as projection on crm.Activities;
}
