/** The field to write in, with completion of commands and names. */

import { commandOf, completions } from "./completion.js";
import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * Return `{node, field, fill(text), label(text)}`. `sources()` answers `{commands, people, rooms}`; `send(text)` gets
 * what to send and answers whether it went, `give(files)` which files to share (left out: none can be); `up()` is called on arrow up in an empty field, `help` is the line below it.
 */
export function composer({ sources, send, give, up, help }) {
  const ids = { list: freshId("options"), hint: freshId("hint") };
  const list = h("ul", { role: "listbox", id: ids.list, class: "options", "aria-label": "Forslag", hidden: true });
  const hint = h("p", { id: ids.hint, class: "composer-hint", "aria-live": "polite" });
  const field = h("textarea", { rows: 1, "aria-autocomplete": "list", "aria-controls": ids.list, "aria-describedby": ids.hint, autocomplete: "off", spellcheck: "true", lang: "nb" });
  const button = h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
  const form = h("form", { class: "composer", autocomplete: "off" }, list, h("div", { class: "composer-box" }, give && attaching(give), field, button), hint);
  const offer = offering({ field, list, hint, sources, help });
  const submit = async () => {
    const text = field.value.trim();
    if (!text) return;
    fill("");
    if (!(await send(text)) && !field.value) fill(text);
  };
  const fill = (text) => {
    field.value = text;
    field.setSelectionRange(text.length, text.length);
    changed();
    offer.close(); // what is filled in is whole: Enter sends it
  };
  const changed = () => {
    grow(field);
    offer.refresh();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    offer.close();
    submit();
  });
  field.addEventListener("input", changed);
  field.addEventListener("blur", offer.close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || offer.key(event)) return;
    if (event.key === "ArrowUp" && !field.value) up(event);
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  changed();
  return { node: form, field, fill, label: (text) => { field.placeholder = text; field.setAttribute("aria-label", text); } };
}

/** The button that chooses files to share; the browser's own field does the choosing. */
function attaching(give) {
  const field = h("input", { type: "file", multiple: true, hidden: true, on: { change: () => {
    give([...field.files]);
    field.value = "";
  } } });
  return h("span", { class: "attach" }, field, h("button", { type: "button", class: "quiet icon-only", "aria-label": "Legg ved en fil", title: "Legg ved en fil", on: { click: () => field.click() } }, icon("clip")));
}

function grow(field) {
  field.style.height = "auto";
  if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
}

function offering({ field, list, hint, sources, help }) {
  let open = null;
  let at = 0;
  const take = (index) => {
    const { from, to, options } = open;
    field.setRangeText(options[index].insert, from, to, "end");
    close();
    field.dispatchEvent(new Event("input"));
  };
  const paint = () => {
    list.hidden = !open;
    field.setAttribute("aria-activedescendant", open ? `${list.id}-${at}` : "");
    list.replaceChildren(...(open ? open.options.map((option, index) => row(option, index, index === at, list.id, take)) : []));
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    open = null;
    paint();
  };
  const refresh = () => {
    const from = sources();
    open = document.activeElement === field ? completions(field.value, field.selectionStart, from) : null;
    at = 0;
    paint();
    hint.replaceChildren(...commandHint(open, commandOf(field.value, from.commands), help));
  };
  const key = (event) => {
    if (!open) return false;
    const { options } = open;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const whole = options[at].insert.trim() === field.value.trim();
    if (event.key === "Enter" && (event.shiftKey || whole)) return false;
    if (!step && !["Enter", "Tab", "Escape"].includes(event.key)) return false;
    if (event.key === "Tab" && event.shiftKey) return false;
    event.preventDefault();
    if (step) {
      at = (at + step + options.length) % options.length;
      paint();
    } else if (event.key === "Escape") close();
    else take(at);
    return true;
  };
  return { refresh, close, key };
}

function row(option, index, active, id, take) {
  const press = (event) => {
    event.preventDefault();
    take(index);
  };
  return h("li", { role: "option", id: `${id}-${index}`, "aria-selected": String(active), on: { mousedown: press } },
    h("span", { class: "option-title" }, option.title, option.hint && h("span", { class: "option-hint" }, ` ${option.hint}`)), option.detail && h("small", {}, option.detail));
}

function commandHint(open, command, help) {
  if (open) return [`${open.options.length} forslag. Velg med piltastene og Enter.`];
  if (!command) return [help];
  return [h("strong", {}, command.command), command.usage_hint ? ` ${command.usage_hint}` : "", command.description ? ` – ${command.description}` : ""];
}
