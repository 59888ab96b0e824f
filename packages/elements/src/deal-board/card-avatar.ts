import { hueOf, initialsOf } from '../theme/index.ts';
import { element } from './blank-card.ts';

const avatars = new Map<string, HTMLElement>();

/** An owner's avatar, to be copied: copies share what is said of their looks. Hidden where nobody's name is known. */
export function avatarOf(name: string | undefined, id: string | null | undefined): HTMLElement {
  const key = `${id} ${name}`;
  let avatar = avatars.get(key);
  if (!avatar) {
    avatar = element('span', 'avatar little');
    avatar.setAttribute('aria-hidden', 'true');
    if (name === undefined) avatar.hidden = true;
    else {
      avatar.textContent = initialsOf(name);
      avatar.style.setProperty('--_hue', String(hueOf(id ?? '')));
    }
    avatars.set(key, avatar);
  }
  return avatar;
}
