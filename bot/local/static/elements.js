/** Block Kit's interactive elements. `element` answers a node and, in a form, remembers how to read its value. */

import { ask } from "./confirm.js";
import { h } from "./dom.js";
import { dateField, textField, ticks, timeField } from "./fields.js";
import { icon } from "./icons.js";
import { safeUrl } from "./mrkdwn.js";
import { words } from "./plain.js";
import { actingSelect, formSelect, manySelect, overflow } from "./selects.js";

const FIELDS = {
  plain_text_input: textField, email_text_input: textField, url_text_input: textField, number_input: textField,
  datepicker: dateField, timepicker: timeField, checkboxes: ticks, radio_buttons: ticks, overflow, button,
};

/**
 * Return the node of an element. `place` says where it is: `block_id`, and in an input block `id`, `labelledby`,
 * `describedby` and `required`. Outside input blocks an element acts at once.
 */
export function element(data, ctx, place) {
  const acts = !place.input;
  const label = acts ? words(data.placeholder) || "Valg" : undefined;
  const here = { ...place, label, action_id: data.action_id, confirm: data.confirm, acts: acts && ctx.surface === "message", dispatches: acts || place.dispatches };
  const made = (FIELDS[data.type] ?? menuFor(data.type, acts && ctx.surface !== "view"))?.(data, ctx, here);
  if (!made) return h("em", {}, "Denne delen kan ikke vises her.");
  if (made.read) ctx.fields?.push({ block_id: place.block_id, action_id: data.action_id, ...made });
  (made.node.matches("button, input, select, textarea") ? made.node : made.node.querySelector("input"))?.setAttribute("data-action", data.action_id);
  return made.node;
}

function menuFor(type, acts) {
  if (/^multi_.*select$/.test(type)) return manySelect;
  if (!/_select$/.test(type)) return null;
  return acts ? actingSelect : formSelect;
}

function button(data, ctx, place) {
  const press = () => {
    if (data.url) ctx.visit(data.url);
    ctx.act(place, { type: "button", value: data.value }, node);
  };
  const safe = data.url && safeUrl(data.url);
  const node = h("button", { type: "button", class: ["small-button", data.style], "aria-label": data.accessibility_label, on: { click: press } },
    words(data.text), safe && icon("link"));
  return { node };
}

/** Ask first where the element wants it; then do `send` once, however often the person presses. */
export async function once(node, confirm, names, send) {
  if (node.getAttribute("aria-busy") === "true") return;
  if (confirm && !(await ask(confirm, names))) return;
  node.setAttribute("aria-busy", "true");
  try {
    await send();
  } finally {
    node.removeAttribute("aria-busy");
  }
}
