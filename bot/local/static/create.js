/** The dialog that makes a channel. */

import { freshId, h } from "./dom.js";
import { openDialog } from "./popup.js";

/** Ask for a name; `make(name)` makes the channel and answers whether it went. */
export function askForChannel(make) {
  const ids = { title: freshId("create"), name: freshId("create"), hint: freshId("create") };
  const name = h("input", { type: "text", id: ids.name, maxlength: 80, autocomplete: "off", "aria-describedby": ids.hint, "aria-required": "true" });
  const close = () => dialog.close();
  const submit = async (event) => {
    event.preventDefault();
    const wanted = name.value.trim().replace(/^#/, "").toLowerCase().replace(/\s+/g, "-");
    if (wanted && (await make(wanted))) close();
    else name.focus();
  };
  const form = h("form", { autocomplete: "off", on: { submit } },
    h("div", { class: "dialog-head" }, h("h2", { id: ids.title }, "Ny kanal")),
    h("div", { class: "view-body" }, h("label", { class: "label", htmlFor: ids.name }, "Navn"), name, h("p", { class: "hint", id: ids.hint }, "Små bokstaver og bindestrek, for eksempel «media».")),
    h("div", { class: "dialog-foot" }, h("button", { type: "button", on: { click: close } }, "Avbryt"), h("button", { type: "submit", class: "primary" }, "Lag kanalen")));
  const dialog = openDialog(form, { labelledby: ids.title, onCancel: close, class: "small" });
  name.focus();
}
