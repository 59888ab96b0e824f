/** Up to so many rows are simply all there, where a list says nothing else. */
export const plainUpTo = 150;

/** How high a viewport is taken to be until it is measured, together with its first rows: to ask before would cost a layout of its own. CSS pixels. */
export const usualViewport = 720;
