/** What modals and the Home tab share: blocks whose values are read together. */

import { blocks } from "./blocks.js";
import { once } from "./elements.js";

/** Return `{fields, nodes}` of a view's blocks. `press(body)` sends an element that acts at once. */
export function formBlocks(list, app, surface, press) {
  const fields = [];
  const { store } = app;
  const act = (place, choice, node) => once(node, place.confirm, store.names, () =>
    press({ block_id: place.block_id, action_id: place.action_id, ...choice, values: values(fields) }));
  const context = { surface, fields, act, names: store.names, people: store.people, rooms: store.rooms, today: app.today, visit: app.visit };
  return { fields, nodes: blocks(list, context) };
}

/** Return Slack's `view.state.values` of fields. */
export function values(fields) {
  const out = {};
  for (const { block_id, action_id, read } of fields) (out[block_id] ??= {})[action_id] = read();
  return out;
}

/** Give fields what was typed in fields of the same name before a redraw. */
export function carry(from, to) {
  for (const field of to) {
    const before = from.find(({ block_id, action_id }) => block_id === field.block_id && action_id === field.action_id);
    const value = before?.read();
    if (value && value.type === field.read().type) field.write(value);
  }
}
