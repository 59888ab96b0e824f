import { part } from './part.ts';

/** The tabs of the screen: click, or arrow keys. `firstShown` is told once, before a tab's panel is seen for the first time. */
export function tabs(firstShown: Readonly<Record<string, () => void>>): void {
  const list = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
  const begun = new Set<string>();

  const show = (chosen: HTMLElement): void => {
    if (!begun.has(chosen.id)) firstShown[chosen.id]?.();
    begun.add(chosen.id);
    for (const tab of list) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      part(tab.getAttribute('aria-controls') ?? '', HTMLElement).hidden = !isChosen;
    }
  };
  for (const [index, tab] of list.entries()) {
    tab.addEventListener('click', () => show(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      const next = step === undefined ? undefined : list.at((index + step) % list.length);
      if (!next) return;
      show(next);
      next.focus();
    });
  }
  const [first] = list;
  if (first) show(first);
}
