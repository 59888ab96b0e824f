import type { ForeignCatalogue } from './catalogue.ts';

const foreignGerman: ForeignCatalogue = {
  foreignContent: 'Nachricht',
  remoteImagesBlocked: 'Externe Bilder sind nicht geladen, damit der Absender nicht erfährt, dass Sie das lesen.',
  loadRemoteImages: 'Externe Bilder laden',
};

export default foreignGerman;
