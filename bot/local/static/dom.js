/** Build elements. Data only ever becomes text nodes and attributes here, never markup. */

const PROPERTIES = new Set(["value", "checked", "disabled", "selected", "hidden", "open", "htmlFor"]);

/** Return an element: `class`, `on: {click}`, properties and attributes from `props`, then its children. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") element.className = Array.isArray(value) ? value.filter(Boolean).join(" ") : value;
  else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** Return a text that only a screen reader meets. */
export const unseen = (text) => h("span", { class: "unseen" }, text);

let last = 0;

/** Return an id nobody else on the page has. */
export const freshId = (prefix = "x") => `${prefix}-${(last += 1)}`;

/** Return the elements inside `root` that can take focus, in order. */
export function focusable(root) {
  const all = root.querySelectorAll("a[href], button, input, select, textarea, [tabindex]");
  return [...all].filter((each) => !each.disabled && each.tabIndex >= 0 && each.getClientRects().length > 0);
}
