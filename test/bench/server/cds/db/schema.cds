namespace crm;

entity Contacts {
  key ID : UUID;
  name : String(1000);
  email : String(1000);
  jobTitle : String(1000);
  country : String(1000);
  createdAt : Timestamp;
}

entity Activities {
  key ID : UUID;
  kind : String(20);
  occurredAt : Timestamp;
  subject : String(1000);
  body : LargeString;
  direction : String(10);
  contact : Association to Contacts;
  durationSeconds : Integer;
  public : Boolean;
}
