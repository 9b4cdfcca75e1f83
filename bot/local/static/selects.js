/** Block Kit's menus: of options, people and channels, of one or many. Each answers `{node, read, write}`. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./popup.js";
import { words } from "./plain.js";
import { ticks } from "./fields.js";

const KEYS = { users: "selected_user", channels: "selected_channel", conversations: "selected_conversation" };
const INITIAL = { users: "initial_user", channels: "initial_channel", conversations: "initial_conversation" };
const PLACEHOLDER = { users: "Velg person", channels: "Velg kanal", conversations: "Velg kanal" };

const of = (type) => Object.keys(KEYS).find((kind) => type.includes(kind));

/** Return what can be chosen as `{label, value, detail?, option?}`, in groups where the app made groups. */
function choices(data, ctx) {
  const kind = of(data.type);
  if (kind === "users") return ctx.people().map((user) => ({ label: user.real_name, value: user.id }));
  if (kind) return ctx.rooms().map((room) => ({ label: `#${room.name}`, value: room.id }));
  const options = data.options ?? (data.option_groups ?? []).flatMap((group) => group.options);
  return options.map((option) => ({ label: words(option.text), value: option.value, detail: words(option.description), option }));
}

const initial = (data) => data[INITIAL[of(data.type)]] ?? data.initial_option?.value ?? null;

/** Return Slack's value of a choice. */
function valueOf(data, choice) {
  const kind = of(data.type);
  return { type: data.type, [kind ? KEYS[kind] : "selected_option"]: choice ? choice.option ?? choice.value : null };
}

const chosenIn = (value) => value.selected_option?.value ?? value.selected_user ?? value.selected_channel ?? value.selected_conversation ?? null;

/** A menu that belongs to a form: the browser's own select. */
export function formSelect(data, ctx, place) {
  const all = choices(data, ctx);
  const start = initial(data);
  const empty = words(data.placeholder) || PLACEHOLDER[of(data.type)] || "Velg";
  const node = h("select", { id: place.id, "aria-describedby": place.describedby, "aria-label": place.label, "aria-required": place.required ? "true" : null },
    h("option", { value: "" }, empty), all.map((choice) => h("option", { value: choice.value, selected: choice.value === start }, choice.label)));
  const read = () => valueOf(data, all.find(({ value }) => value === node.value));
  if (place.dispatches) node.addEventListener("change", () => ctx.act(place, read(), node));
  return { node, read, write: (value) => { node.value = chosenIn(value) ?? ""; } };
}

/** A menu that acts at once. */
export function actingSelect(data, ctx, place) {
  const all = choices(data, ctx);
  let chosen = all.find(({ value }) => value === initial(data));
  const shown = h("span", {});
  const paint = () => shown.replaceChildren(chosen?.label ?? (words(data.placeholder) || PLACEHOLDER[of(data.type)] || "Velg"));
  const pick = (choice) => () => {
    chosen = choice;
    paint();
    ctx.act(place, valueOf(data, choice), node);
  };
  const items = () => all.map((choice) => ({ label: choice.label, detail: choice.detail, checked: choice === chosen, pick: pick(choice) }));
  const label = words(data.placeholder) || "Velg";
  const node = menuButton({ label, items, shown: [shown, icon("down")], class: "small-button" });
  paint();
  return { node, read: () => valueOf(data, chosen), write: () => {} };
}

/** The «more» menu of a row. */
export function overflow(data, ctx, place) {
  const items = () => choices(data, ctx).map((choice) => ({
    label: choice.label, detail: choice.detail,
    pick: () => {
      if (choice.option.url) ctx.visit(choice.option.url);
      ctx.act(place, valueOf(data, choice), node);
    },
  }));
  const node = menuButton({ label: "Flere valg", items, shown: icon("more"), class: "small-button icon-only", "aria-label": "Flere valg" });
  return { node };
}

/** A menu of many: shown as boxes to tick. */
export function manySelect(data, ctx, place) {
  const kind = of(data.type);
  const all = choices(data, ctx);
  const picked = kind ? data[`${INITIAL[kind]}s`] ?? [] : (data.initial_options ?? []).map(({ value }) => value);
  const options = all.map((choice) => choice.option ?? { text: { type: "plain_text", text: choice.label }, value: choice.value });
  const inner = ticks({ ...data, options, initial_options: options.filter(({ value }) => picked.includes(value)) }, ctx, place);
  if (!kind) return inner;
  const read = () => ({ type: data.type, [`${KEYS[kind]}s`]: inner.read().selected_options.map(({ value }) => value) });
  const write = (value) => inner.write({ selected_options: (value[`${KEYS[kind]}s`] ?? []).map((id) => ({ value: id })) });
  return { ...inner, read, write };
}
