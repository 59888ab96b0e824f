let blank: HTMLElement | undefined;

/** A card on which nothing stands yet. A board draws many at once: they are copies of one, and have no listeners. */
export function blankCard(): HTMLElement {
  blank ??= made();
  return blank.cloneNode(true) as HTMLElement;
}

function made(): HTMLElement {
  // Its dots are drawn by style alone, where somebody comes near.
  const menu = element('button', 'tool more');
  menu.setAttribute('type', 'button');
  menu.setAttribute('aria-haspopup', 'menu');
  const card = element(
    'div',
    'card',
    element('bdi', 'title strong'),
    element('bdi', 'amount'),
    element('bdi', 'what small muted'),
    element('span', 'avatar'),
    element('span', 'date small muted'),
    menu,
  );
  card.setAttribute('part', 'card');
  card.setAttribute('role', 'listitem');
  return card;
}

export function element(name: string, classes: string, ...children: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement(name);
  made.className = classes;
  made.append(...children);
  return made;
}
