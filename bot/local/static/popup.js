/** Small panels that open beside a button: they close on Escape and on a press outside, and give the focus back. */

import { focusable, freshId, h } from "./dom.js";

const GAP = 6;

/** Open `panel` beside `anchor`; return how to close it. */
export function openPanel(anchor, panel, onClose = () => {}) {
  panel.popover = "auto";
  panel.id ||= freshId("panel");
  panel.classList.add("panel");
  (anchor.closest("dialog, [popover]") ?? document.body).append(panel);
  panel.addEventListener("toggle", (event) => event.newState === "closed" && closed());
  panel.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  place(anchor, panel);
  function closed() {
    anchor.setAttribute("aria-expanded", "false");
    if (panel.contains(document.activeElement) || document.activeElement === document.body) anchor.focus();
    panel.remove();
    onClose();
  }
  return () => panel.isConnected && panel.hidePopover();
}

function place(anchor, panel) {
  const at = anchor.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const below = at.bottom + GAP + height <= innerHeight || at.top < height + GAP;
  panel.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
  panel.style.top = `${Math.max(GAP, Math.min(below ? at.bottom + GAP : at.top - height - GAP, innerHeight - height - GAP))}px`;
}

/**
 * Open a menu beside `anchor`. `items` are `{label, detail?, node?, checked?, danger?, pick}`; arrow keys, Home, End and a
 * first letter move, Enter picks.
 */
export function openMenu(anchor, items, label) {
  const menu = h("div", { role: "menu", class: "menu", "aria-label": label });
  const entries = items.map((item) => entry(item, () => close()));
  menu.append(...(entries.length ? entries : [h("p", { class: "menu-empty" }, "Ingen valg her.")]));
  menu.addEventListener("keydown", (event) => move(event, entries, () => close()));
  const close = openPanel(anchor, menu);
  (entries.find((each) => each.getAttribute("aria-checked") === "true") ?? entries[0])?.focus();
}

function entry(item, close) {
  const chosen = item.checked === undefined ? {} : { role: "menuitemradio", "aria-checked": String(item.checked) };
  const pick = () => {
    close();
    item.pick();
  };
  return h("button", { type: "button", role: "menuitem", tabindex: "-1", class: ["menu-item", item.danger && "danger"], ...chosen, on: { click: pick } },
    item.node, h("span", { class: "menu-words" }, item.label, item.detail && h("small", {}, item.detail)));
}

function move(event, entries, close) {
  const at = entries.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key] ?? byLetter(event, entries, at);
  if (event.key === "Tab") close();
  if (next === undefined || !entries.length) return;
  event.preventDefault();
  entries.at(next % entries.length).focus();
}

function byLetter(event, entries, at) {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.key === " ") return undefined;
  const order = [...entries.keys()].map((step) => (at + 1 + step) % entries.length);
  return order.find((each) => entries[each].textContent.toLowerCase().startsWith(event.key.toLowerCase()));
}

/** Return a button that opens a menu of what `items()` answers. */
export function menuButton({ label, items, shown, ...props }) {
  const button = h("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...props }, shown ?? label);
  button.addEventListener("click", () => openMenu(button, items(), label));
  return button;
}

/** Keep one tab stop in a row of buttons; left and right move in it. */
export function toolbar(label, buttons, extra = "") {
  buttons.forEach((button, index) => button.setAttribute("tabindex", index ? "-1" : "0"));
  const bar = h("div", { role: "toolbar", "aria-label": label, class: extra }, buttons);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    const next = buttons.at((at + step) % buttons.length);
    buttons.forEach((button) => button.setAttribute("tabindex", button === next ? "0" : "-1"));
    next.focus();
  });
  return bar;
}

/** Show a modal dialog with `content`; `onCancel` is called when Escape closes it. Return the dialog. */
export function openDialog(content, { labelledby, describedby, onCancel, ...props }) {
  const before = document.activeElement;
  const dialog = h("dialog", { "aria-labelledby": labelledby, "aria-describedby": describedby, ...props }, content);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    onCancel();
  });
  dialog.addEventListener("keydown", (event) => event.key === "Tab" && wrap(event, dialog));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function wrap(event, dialog) {
  const inside = focusable(dialog);
  const edge = event.shiftKey ? inside[0] : inside.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? inside.at(-1) : inside[0]).focus();
}
