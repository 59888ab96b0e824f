import type { EditingCatalogue } from './catalogue.ts';

const editingGerman: EditingCatalogue = {
  cancel: 'Abbrechen',
  save: 'Speichern',
  close: 'Schließen',
  discard: 'Verwerfen',
  hiddenValue: 'Für Sie nicht sichtbar',
  unknownValue: 'Zurzeit nicht bekannt',
  notSet: 'Nicht angegeben',
  requiredRefusal: '{field} wird benötigt.',
  invalidRefusal: '{field} ist nicht gültig: {value}',
  notPermittedRefusal: 'Das dürfen Sie nicht ändern.',
  notFoundRefusal: 'Es ist nicht mehr vorhanden.',
  conflictRefusal: 'Jemand anders hat das in „{value}“ geändert. Speichern Sie noch einmal, um es zu ersetzen.',
  otherRefusal: 'Nicht gespeichert ({code}).',
  contact: 'Kontakt',
  company: 'Firma',
  deal: 'Geschäft',
  owner: 'Zuständig',
  open: 'Offen',
  editField: '{field} bearbeiten',
  addField: '{field} hinzufügen',
  noOwner: 'Niemand',
};

export default editingGerman;
