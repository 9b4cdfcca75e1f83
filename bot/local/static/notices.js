/** The status line: one short sentence at a time, read by screen readers too. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN = 9000;
let timer = 0;

/** Say a sentence. */
export function say(text) {
  const line = document.getElementById("notice");
  const hide = h("button", { type: "button", class: "quiet icon-only", "aria-label": "Skjul beskjeden", on: { click: clear } }, icon("close"));
  line.replaceChildren(h("p", {}, text), hide);
  clearTimeout(timer);
  timer = setTimeout(clear, SHOWN);
}

function clear() {
  document.getElementById("notice").replaceChildren();
}

/** Do what the person wants; say so if it fails. Answers undefined then. */
export async function attempt(doing) {
  try {
    return await doing();
  } catch (error) {
    say(error.message);
    return undefined;
  }
}
