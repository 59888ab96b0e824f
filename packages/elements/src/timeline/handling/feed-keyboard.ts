const focusable =
  'a[href],button:not([disabled]),input:not([disabled]),select:not([disabled]),textarea:not([disabled]),[tabindex]:not([tabindex="-1"]),summary,iframe';

/**
 * The keys of a feed (https://www.w3.org/WAI/ARIA/apg/patterns/feed/): Page Down and Page Up go from article to article, Control+End and Control+Home out of
 * the feed, to what comes after and before it. `step` goes to the article so many further.
 */
export function handleFeedKey(
  event: KeyboardEvent,
  host: Element,
  { step, leaveUp }: { readonly step: (by: 1 | -1) => void; readonly leaveUp: () => void },
): void {
  const isOut = event.ctrlKey && !event.altKey && !event.metaKey;
  let isHandled = true;
  if (event.key === 'PageDown' && !isOut) step(1);
  else if (event.key === 'PageUp' && !isOut) step(-1);
  else if (event.key === 'End' && isOut) firstFocusableAfter(host)?.focus();
  else if (event.key === 'Home' && isOut) leaveUp();
  else isHandled = false;
  if (isHandled) event.preventDefault();
}

/** The next thing in the document, or in the shadow trees around, that can have the focus. */
function firstFocusableAfter(element: Element): HTMLElement | undefined {
  const root = element.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return undefined;
  for (const candidate of root.querySelectorAll<HTMLElement>(focusable)) {
    const isAfter =
      element.compareDocumentPosition(candidate) & Node.DOCUMENT_POSITION_FOLLOWING && !element.contains(candidate);
    if (isAfter && candidate.checkVisibility()) return candidate;
  }
  return root instanceof ShadowRoot ? firstFocusableAfter(root.host) : undefined;
}
