// As `icons.ts`: those of what is shown once somebody has begun to do something.

export const addIcon = 'M5 12h14m-7-7v14';
export const closeIcon = 'M18 6 6 18M6 6l12 12';
export const editIcon = 'M21.2 6.8a1 1 0 0 0-4-4L3.8 16.2l-.5.8L2 21.4a.5.5 0 0 0 .6.6L7 20.7l.8-.5zM15 5l4 4';
export const saveIcon = 'M20 6 9 17l-5-5';
export const unfoldIcon = 'm6 9 6 6 6-6';
