import { type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import manifest from 'rapport-elements-manifest';
import { configure } from 'storybook/test';

// What is waited for comes, however busy the machine is with other things; the usual limit is a second.
configure({ asyncUtilTimeout: 20_000 });
setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
  },
};

export default preview;
