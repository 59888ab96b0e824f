import { type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import manifest from 'rapport-elements-manifest';

setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
  },
};

export default preview;
