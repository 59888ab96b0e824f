/** How a backend may fail every element, and what is then said. */
export const problems = [
  ['offline', 'No connection'],
  ['not-permitted', 'Not permitted'],
  ['unauthenticated', 'Not signed in'],
  ['server', 'Something went wrong'],
] as const;

/** In what every element is to be accessible: its name, the colour scheme, the direction and the language. */
export const looks = [
  ['light', 'light', 'ltr', 'en'],
  ['dark', 'dark', 'ltr', 'de'],
  ['right to left', 'light', 'rtl', 'ar'],
] as const;
