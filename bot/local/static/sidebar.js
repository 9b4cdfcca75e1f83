/** Channels, talks, and who the person is. */

import { avatar } from "./avatar.js";
import { h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./popup.js";

/** Draw the sidebar. `app`: `store`, `go(channel)`, `become(user)`, `newChannel()`. */
export function sidebar(root, app) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const { store } = app;
  root.replaceChildren(
    h("div", { class: "rooms" },
      group("Kanaler", store.rooms().map((room) => place(room, app)), h("button", { type: "button", class: "quiet icon-only", "aria-label": "Ny kanal", title: "Ny kanal", dataset: { key: "new" }, on: { click: app.newChannel } }, icon("plus"))),
      group("Direktemeldinger", store.talks().map((room) => place(room, app))),
      store.archived().length > 0 ? group("Arkivert", store.archived().map((room) => place(room, app))) : null),
    you(app));
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function group(title, places, extra) {
  return h("section", {}, h("div", { class: "rooms-head" }, h("h2", {}, title), extra), h("ul", {}, places.map((each) => h("li", {}, each))));
}

function place(room, app) {
  const { store } = app;
  const count = store.unread.get(room.id) ?? 0;
  const talk = room.kind === "im";
  return h("button", {
    type: "button", class: ["room", count && "unread"], "aria-current": room.id === store.channel ? "page" : null, dataset: { key: room.id },
    on: { click: () => app.go(room.id) },
  }, talk ? avatar(store.user(room.with), "tiny") : icon("hash"), h("span", { class: "room-name" }, talk ? store.title(room) : room.name),
  count > 0 && h("span", { class: "count" }, String(count), unseen(count === 1 ? " ny melding" : " nye meldinger")));
}

function you(app) {
  const { store } = app;
  const me = store.me();
  const items = () => store.people().map((user) => ({
    label: user.real_name, node: avatar(user, "small"), checked: user.id === me.id, pick: () => app.become(user.id),
  }));
  const shown = [avatar(me, "small"), h("span", { class: "you-words" }, h("small", {}, "Du er"), h("span", { class: "you-name" }, me.real_name)), icon("down")];
  return menuButton({ label: "Velg hvem du er", items, shown, class: "you", "data-key": "you", title: "Velg hvem du er" });
}
