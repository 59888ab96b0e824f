// As those of the theme, single icons of Lucide 1.62.0 (https://lucide.dev, ISC License), which the board alone shows.

export const moreIcon =
  'M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0m7 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0';
export const foldIcon = 'm11 17-5-5 5-5m7 10-5-5 5-5';
