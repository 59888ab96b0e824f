/** Tells when the browser puts the page to sleep, and when it wakes it. Answers how to stop. */
export type PageLife = (events: { readonly freeze: () => void; readonly resume: () => void }) => () => void;

/** The page's own: frozen in the background, or kept for the way back. A worker or a process has none. */
export const systemPageLife: PageLife = ({ freeze, resume }) => {
  if (typeof document === 'undefined') return () => {};
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener('freeze', freeze, { signal });
  document.addEventListener('resume', resume, { signal });
  addEventListener('pagehide', ({ persisted }) => persisted && freeze(), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && resume(), { signal });
  return () => stop.abort();
};
