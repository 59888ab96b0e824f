export { toolbarPanel } from './toolbar-panel.ts';
export { panelStyles } from './panel.styles.ts';
export { fields } from '../../theme/index.ts';
