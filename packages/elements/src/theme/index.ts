export { avatar, hueOf, initialsOf } from './avatar.ts';
export { controls } from './controls.styles.ts';
export { icon } from './icon.ts';
export { theme } from './theme.styles.ts';
