import { hueOf, initialsOf } from '../theme/index.ts';
import { element } from './blank-card.ts';

const avatars = new Map<string, HTMLElement>();

/** An owner's avatar, to be copied: copies share what is said of their looks. Blank where somebody's name is not known, or not yet; hidden where there is nobody. */
export function avatarOf(name: string | undefined, id: string | null | undefined): HTMLElement {
  const key = `${id} ${name}`;
  let avatar = avatars.get(key);
  if (!avatar) {
    avatar = element('span', 'avatar little');
    avatar.setAttribute('aria-hidden', 'true');
    if (id == null) avatar.hidden = true;
    else if (name !== undefined) {
      avatar.textContent = initialsOf(name);
      avatar.style.setProperty('--_hue', String(hueOf(id)));
    }
    avatars.set(key, avatar);
  }
  return avatar;
}
