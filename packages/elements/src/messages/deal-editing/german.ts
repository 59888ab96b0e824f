import type { DealEditingCatalogue } from './catalogue.ts';

const dealEditingGerman: DealEditingCatalogue = {
  lineForm: 'Position',
  linePriceIn: 'Einzelpreis, {currency}',
  lineDiscountPercent: 'Rabatt, %',
  lineComesTo: 'Ergibt {amount}',
  lineSavedSaid: '{name}: {amount}.',
  notAQuantity: 'Eine Menge ist eine Zahl über 0, nicht „{value}“',
  notADiscount: 'Ein Rabatt liegt zwischen 0 und 100 %, nicht bei „{value}“',
  amountTooLarge: 'Mehr, als ein Betrag fasst',
  personNeeded: 'Wählen Sie einen Kontakt aus der Liste.',
  rolesLegend: 'Rolle im Geschäft',
  personSavedSaid: '{person}: {roles}.',
  splitPerson: 'Person',
  splitKind: 'Art des Anteils',
  splitPercent: 'Anteil, %',
  addShare: 'Person hinzufügen',
  splitPersonNeeded: 'Wählen Sie eine Person.',
  splitTwice: '{person} hat schon einen solchen Anteil.',
  notAShare: 'Ein Anteil liegt über 0 und bei höchstens 100 %, nicht bei „{value}“',
  splitsWhole: 'Der ganze Umsatz ist aufgeteilt.',
  splitsMissing: 'Es fehlen noch {percent} des Umsatzes.',
  splitsOver: '{percent} des Umsatzes zu viel.',
  splitsSavedSaid: 'Die Anteile sind gespeichert.',
};

export default dealEditingGerman;
