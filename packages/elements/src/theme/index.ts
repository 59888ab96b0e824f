export { avatar, hueOf, initialsOf } from './avatar.ts';
export { buttons } from './buttons.styles.ts';
export { controls } from './controls.ts';
export { facts } from './facts.styles.ts';
export { fields } from './fields.styles.ts';
export { icon } from './icon.ts';
export { tables } from './tables.styles.ts';
export { theme } from './theme.styles.ts';
export {
  addIcon,
  alertIcon,
  calendarIcon,
  campaignIcon,
  cartIcon,
  clockIcon,
  closeIcon,
  deliveryIcon,
  downloadIcon,
  editIcon,
  formIcon,
  infoIcon,
  lockIcon,
  mailIcon,
  meetingIcon,
  messageIcon,
  noteIcon,
  offlineIcon,
  otherIcon,
  pageViewIcon,
  paymentIcon,
  personIcon,
  phoneIcon,
  saveIcon,
  searchIcon,
  socialIcon,
  stageIcon,
  surveyIcon,
  syncIcon,
  taskIcon,
  ticketIcon,
  unfoldIcon,
  upIcon,
  visitIcon,
} from './icons.ts';
