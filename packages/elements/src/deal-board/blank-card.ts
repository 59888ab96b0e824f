let blank: HTMLElement | undefined;

/** A card on which nothing stands yet. A board draws many at once: they are copies of one, and have no listeners. */
export function blankCard(): HTMLElement {
  blank ??= made();
  return blank.cloneNode(true) as HTMLElement;
}

/** What opens a card's menu. Its dots are drawn by style alone, where somebody comes near. */
export function menuButton(): HTMLElement {
  const button = element('button', 'tool more');
  button.setAttribute('type', 'button');
  button.setAttribute('aria-haspopup', 'menu');
  return button;
}

function made(): HTMLElement {
  const avatar = element('span', 'avatar little');
  avatar.setAttribute('aria-hidden', 'true');
  const marks = element('span', 'marks');
  marks.hidden = true;
  const card = element(
    'div',
    'card',
    element('div', 'line', element('bdi', 'title strong'), element('bdi', 'amount')),
    element('bdi', 'what small muted'),
    element('div', 'line foot small muted', avatar, element('span', 'date'), marks, menuButton()),
  );
  card.setAttribute('part', 'card');
  card.setAttribute('role', 'listitem');
  return card;
}

function element(name: string, classes: string, ...children: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement(name);
  made.className = classes;
  made.append(...children);
  return made;
}
