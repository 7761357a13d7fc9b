/** Colours of the theme an element stands in, by token name without the dashes. */
export type Tokens = (name: string) => string;

/** Charts get their colours here, at each change of the theme. */
export function tokensOf(element: Element): Tokens {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}
