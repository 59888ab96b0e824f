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
  clockIcon,
  closeIcon,
  editIcon,
  infoIcon,
  lockIcon,
  mailIcon,
  meetingIcon,
  messageIcon,
  noteIcon,
  offlineIcon,
  otherIcon,
  personIcon,
  phoneIcon,
  saveIcon,
  searchIcon,
  stageIcon,
  syncIcon,
  taskIcon,
  ticketIcon,
  unfoldIcon,
  upIcon,
} from './icons.ts';
export {
  campaignIcon,
  cartIcon,
  deliveryIcon,
  downloadIcon,
  formIcon,
  pageViewIcon,
  paymentIcon,
  socialIcon,
  surveyIcon,
  visitIcon,
} from './reported-icons.ts';
