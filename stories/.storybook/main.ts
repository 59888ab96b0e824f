import { join } from 'node:path';
import type { StorybookConfig } from '@storybook/web-components-vite';
import { describeElements } from '../../.scripts/describe-elements.ts';

// The controls and the docs come from the docblocks of the elements as they are now.
await describeElements('../../node_modules/.cache/rapport/elements');

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../*.@(mdx|stories.ts)'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (vite) => ({
    ...vite,
    resolve: {
      ...vite.resolve,
      conditions: ['rapport-source', 'module', 'browser', 'development|production'],
      alias: {
        ...vite.resolve?.alias,
        'rapport-elements-manifest': join(
          import.meta.dirname,
          '../../node_modules/.cache/rapport/elements/custom-elements.json',
        ),
      },
    },
  }),
};

export default config;
