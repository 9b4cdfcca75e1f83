/** Block Kit elements that a person types in or ticks. Each answers `{node, read}`; `read()` is Slack's value of it. */

import { openCalendar } from "./calendar.js";
import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { nodes, words } from "./plain.js";
import { clock, dayName, readTime } from "./time.js";

const KINDS = { email_text_input: "email", url_text_input: "url", number_input: "text" };

/** A text field, of one line or many. */
export function textField(data, ctx, place) {
  const shared = {
    id: place.id, "aria-describedby": place.describedby, "aria-required": place.required ? "true" : null, "aria-label": place.label,
    placeholder: words(data.placeholder) || null, maxlength: data.max_length, autocomplete: "off", value: data.initial_value ?? "",
    inputmode: data.type === "number_input" ? "decimal" : null,
  };
  const field = data.multiline ? h("textarea", { rows: 4, ...shared }) : h("input", { type: KINDS[data.type] ?? "text", ...shared });
  const read = () => ({ type: data.type, value: field.value.trim() === "" ? null : field.value });
  if (place.dispatches) field.addEventListener("change", () => ctx.act(place, read(), field));
  return { node: field, read, write: (value) => { field.value = value.value ?? ""; } };
}

/** A button that shows the chosen day and opens a month. In a message it shows what it does, and acts at once. */
export function dateField(data, ctx, place) {
  let day = data.initial_date ?? null;
  const [shownId, placeholder] = [freshId("date"), words(data.placeholder) || "Velg dato"];
  const shown = h("span", { id: shownId });
  const paint = () => shown.replaceChildren(day && !place.acts ? dayName(day) : placeholder);
  const label = place.label ?? placeholder;
  const button = h("button", {
    type: "button", id: place.id, class: place.acts ? "small-button" : "field-button", "aria-haspopup": "dialog", "aria-expanded": "false",
    "aria-labelledby": place.labelledby ? `${place.labelledby} ${shownId}` : null, "aria-describedby": place.describedby,
    on: { click: () => openCalendar(button, { label, chosen: day, today: ctx.today(), pick }) },
  }, icon("calendar"), shown);
  const read = () => ({ type: data.type, selected_date: day });
  const pick = (picked) => {
    day = picked;
    paint();
    if (place.dispatches) ctx.act(place, read(), button);
  };
  paint();
  return { node: button, read, write: (value) => { day = value.selected_date; paint(); } };
}

/** A field for a time of day, written as people write it. */
export function timeField(data, ctx, place) {
  const field = h("input", {
    type: "text", id: place.id, class: "time-field", inputmode: "numeric", autocomplete: "off", maxlength: 8, value: clock(data.initial_time ?? ""),
    placeholder: words(data.placeholder) || "8.00", "aria-describedby": place.describedby, "aria-label": place.label ?? (place.labelledby ? null : "Klokkeslett"),
    "aria-required": place.required ? "true" : null,
  });
  const read = () => ({ type: data.type, selected_time: readTime(field.value) });
  field.addEventListener("change", () => {
    const time = readTime(field.value);
    if (time) field.value = clock(time);
    if (time && place.dispatches) ctx.act(place, read(), field);
  });
  return { node: field, read, write: (value) => { field.value = clock(value.selected_time ?? ""); }, fault: () => (field.value.trim() && !readTime(field.value) ? "Skriv klokkeslettet slik: 8.00." : null) };
}

/** Options to tick: one of them (radio_buttons), or any number. */
export function ticks(data, ctx, place) {
  const one = data.type === "radio_buttons";
  const options = data.options ?? [];
  const initial = [data.initial_option, ...(data.initial_options ?? [])].filter(Boolean).map(({ value }) => value);
  const group = freshId("ticks");
  const boxes = options.map((option, index) => h("input", {
    type: one ? "radio" : "checkbox", name: group, id: index ? freshId("tick") : place.id, checked: initial.includes(option.value),
  }));
  const chosen = () => options.filter((_, index) => boxes[index].checked);
  const read = () => (one ? { type: data.type, selected_option: chosen()[0] ?? null } : { type: data.type, selected_options: chosen() });
  const rows = options.map((option, index) => h("label", { class: "tick" }, boxes[index],
    h("span", {}, nodes(option.text, ctx.names), option.description && h("small", {}, nodes(option.description, ctx.names)))));
  const node = h("div", { role: one ? "radiogroup" : "group", class: "ticks", "aria-labelledby": place.labelledby, "aria-label": place.labelledby ? null : place.label ?? "Valg", "aria-describedby": place.describedby }, rows);
  if (place.dispatches) node.addEventListener("change", () => ctx.act(place, read(), node));
  return { node, read, write: (value) => mark(boxes, options, [value.selected_option, ...(value.selected_options ?? [])]) };
}

function mark(boxes, options, chosen) {
  const values = chosen.filter(Boolean).map(({ value }) => value);
  boxes.forEach((box, index) => { box.checked = values.includes(options[index].value); });
}
