import type { DealEditingCatalogue } from './catalogue.ts';

const dealEditingGerman: DealEditingCatalogue = {
  lineForm: 'Position',
  linePriceIn: 'Einzelpreis, {currency}',
  lineDiscountPercent: 'Rabatt, %',
  lineGone: 'Jemand hat diese Position entfernt. Ihre Eingabe bleibt erhalten: „Speichern“ legt sie neu an.',
  priceInOther: 'Im Katalog steht {price}. Geben Sie den Preis in {currency} ein.',
  lineComesTo: 'Ergibt {amount}',
  lineSavedSaid: '{name}: {amount}.',
  notAQuantity: 'Eine Menge ist eine Zahl über 0, nicht „{value}“',
  notADiscount: 'Ein Rabatt liegt zwischen 0 und 100 %, nicht bei „{value}“',
  amountTooLarge: 'Mehr, als ein Betrag fasst',
  personGone:
    'Jemand hat diesen Kontakt aus dem Geschäft genommen. Ihre Auswahl bleibt erhalten: „Speichern“ fügt ihn wieder hinzu.',
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
