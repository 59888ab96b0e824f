export { addIcon, closeIcon, editIcon, saveIcon, unfoldIcon } from './action-icons.ts';
export { avatar } from './avatar.ts';
export { buttons } from './buttons.styles.ts';
export { controls } from './controls.ts';
export { facts } from './facts.styles.ts';
export { fields } from './fields.styles.ts';
export { icon } from './icon.ts';
export { hueOf, initialsOf } from './initials.ts';
export { tables } from './tables.styles.ts';
export { theme } from './theme.styles.ts';
export {
  alertIcon,
  calendarIcon,
  clockIcon,
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
  searchIcon,
  stageIcon,
  syncIcon,
  taskIcon,
  ticketIcon,
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
