export const foreignEnglish = {
  foreignContent: 'Message',
  remoteImagesBlocked: 'Remote images are not loaded, so that the sender does not learn that you read this.',
  loadRemoteImages: 'Load remote images',
} as const;
