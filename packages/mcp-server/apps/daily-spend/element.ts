/** The element of the page with this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

/** A new element; its text is text, whatever it looks like. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { text, className, title }: { text?: string; className?: string; title?: string } = {},
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className !== undefined) made.className = className;
  if (title !== undefined) made.title = title;
  return made;
}

/** The square in the color of a group. */
export function swatch(color: string): HTMLElement {
  const made = element('span', { className: 'swatch' });
  made.style.color = `var(${color})`;
  return made;
}
