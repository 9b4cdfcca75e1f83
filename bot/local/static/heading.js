/** The head of the open channel: its name, who is in it, its tabs and what can be done with it. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./popup.js";

/** Draw the head. `app`: `store`, `openTab(tab)`, `channel(action)`. */
export function heading(root, app) {
  const { store } = app;
  const room = store.room(store.channel);
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  root.replaceChildren(...[
    h("div", { class: "heading-words" }, h("h2", { id: "place", tabindex: "-1" }, store.title(room)), h("p", {}, about(room, store))),
    store.withBot(room) && tabs(app),
    room.kind === "channel" && menuButton({ label: "Valg for kanalen", items: () => choices(room, app), shown: icon("more"), class: "quiet icon-only", "aria-label": "Valg for kanalen", title: "Valg for kanalen", "data-key": "channel" }),
  ].filter(Boolean));
  if (focused) root.querySelector(`[data-key="${focused}"]`)?.focus();
}

function about(room, store) {
  if (room.archived) return "Arkivert. Her kan ingen skrive.";
  if (room.kind === "im") return store.withBot(room) ? "Bare du og boten ser dette." : "Bare dere to ser dette.";
  const bot = store.user(store.state.bot_user);
  const present = room.members.includes(store.state.bot_user) ? `${bot?.real_name ?? "Boten"} er med` : `${bot?.real_name ?? "Boten"} er ikke med`;
  return [room.topic, `${room.members.length} medlemmer`, present].filter(Boolean).join(" · ");
}

function choices(room, app) {
  const bot = app.store.names.user(app.store.state.bot_user) ?? "boten";
  const present = room.members.includes(app.store.state.bot_user);
  return [
    !room.archived && (present ? { label: `Ta ${bot} ut av kanalen`, pick: () => app.channel("leave-bot") } : { label: `Legg til ${bot} i kanalen`, pick: () => app.channel("join-bot") }),
    room.archived ? { label: "Hent kanalen fram igjen", pick: () => app.channel("unarchive") } : { label: "Arkiver kanalen", danger: true, pick: () => app.channel("archive") },
  ].filter(Boolean);
}

function tabs(app) {
  const tab = (key, label, controls) => h("button", {
    type: "button", role: "tab", id: `tab-${key}`, "aria-selected": String(app.store.tab === key), "aria-controls": controls, tabindex: app.store.tab === key ? "0" : "-1",
    dataset: { key }, on: { click: () => app.openTab(key) },
  }, label);
  const list = h("div", { role: "tablist", class: "tabs", "aria-label": "Visning" }, tab("messages", "Meldinger", "messages"), tab("home", "Hjem", "home"));
  list.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    app.openTab(app.store.tab === "home" ? "messages" : "home");
    document.getElementById(`tab-${app.store.tab}`).focus();
  });
  return list;
}
