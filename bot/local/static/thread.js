/** The side panel of one thread. */

import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { messageList } from "./messages.js";

/** Return `{node, show(), focus()}`. `app`: what a list needs, `say(text, thread)`, `closeThread()`. */
export function threadPanel(app) {
  const list = messageList(app, { label: "Meldinger i tråden", inThread: true });
  const writer = composer({ sources: () => ({ ...app.sources(), commands: [] }), send: (text) => app.say(text, app.store.thread), up: () => {}, help: "Enter sender, Skift + Enter gir ny linje." });
  writer.label("Svar i tråden");
  const place = h("p", {});
  const node = h("div", { class: "thread" },
    h("div", { class: "side-head" }, h("div", {}, h("h3", {}, "Tråd"), place), h("button", { type: "button", class: "quiet icon-only", "aria-label": "Lukk tråden", on: { click: app.closeThread } }, icon("close"))),
    list.node, writer.node);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    app.closeThread();
  });
  const show = () => {
    place.replaceChildren(app.store.title(app.store.room(app.store.channel)));
    list.show(app.store.replies(), [h("p", { class: "empty" }, "Meldingen finnes ikke lenger.")]);
  };
  return { node, show, focus: () => writer.field.focus() };
}
