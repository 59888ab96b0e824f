import {
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
} from '../../theme/index.ts';

export const icons: Readonly<Record<string, string>> = {
  visit: visitIcon,
  form: formIcon,
  purchase: cartIcon,
  order: cartIcon,
  payment: paymentIcon,
  delivery: deliveryIcon,
  social: socialIcon,
  campaignTouch: campaignIcon,
  surveyAnswer: surveyIcon,
  download: downloadIcon,
  pageView: pageViewIcon,
};
