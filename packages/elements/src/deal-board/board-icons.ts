// As those of the theme, a single icon of Lucide 1.62.0 (https://lucide.dev, ISC License), which the board alone shows.

export const foldIcon = 'm11 17-5-5 5-5m7 10-5-5 5-5';
