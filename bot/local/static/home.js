/** The bot's Home tab. */

import { h } from "./dom.js";
import { formBlocks } from "./forms.js";

/** Draw the tab's panel. `app`: `store`, `post`, and what blocks need. */
export function home(root, app) {
  const { home: view } = app.store.state;
  if (!view?.blocks?.length) {
    root.replaceChildren(h("div", { class: "empty" }, h("h3", {}, "Hjem er tomt ennå"), h("p", {}, "Boten har ikke laget noe her. Skriv til den under «Meldinger».")));
    return;
  }
  const { nodes } = formBlocks(view.blocks, app, "home", (body) => app.post("press", { view_id: view.id, ...body }));
  root.replaceChildren(h("div", { class: "card" }, nodes));
}
