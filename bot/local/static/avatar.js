/** The round-cornered picture of a person: initials on one of eight colours, the mark for the bot. */

import { h } from "./dom.js";
import { mark } from "./icons.js";

const initials = (name) => name.split(/\s+/).filter(Boolean).map((part) => part[0]).filter((_, at, all) => at === 0 || at === all.length - 1).join("").toUpperCase();

const hue = (id) => [...id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 8;

/** Return the picture; it is decoration, the name is beside it. */
export function avatar(user, size = "") {
  if (user?.is_bot) return h("span", { class: ["avatar", "avatar-bot", size], "aria-hidden": "true" }, mark());
  return h("span", { class: ["avatar", `hue-${hue(user?.id ?? "?")}`, size], "aria-hidden": "true" }, initials(user?.real_name ?? "?"));
}
