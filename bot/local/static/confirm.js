/** «Are you sure?», asked by a Block Kit element or by the page. */

import { freshId, h } from "./dom.js";
import { nodes, words } from "./plain.js";
import { openDialog } from "./popup.js";

/** Ask; answer true for yes. `confirm` is Slack's confirm object. */
export function ask(confirm, names) {
  const [title, text] = [freshId("confirm"), freshId("confirm")];
  return new Promise((resolve) => {
    const answer = (yes) => {
      dialog.close();
      resolve(yes);
    };
    const content = [
      h("h2", { id: title }, words(confirm.title)),
      h("div", { id: text, class: "dialog-text" }, nodes(confirm.text, names)),
      h("div", { class: "dialog-foot" },
        h("button", { type: "button", on: { click: () => answer(false) } }, words(confirm.deny) || "Avbryt"),
        h("button", { type: "button", class: confirm.style === "danger" ? "danger" : "primary", on: { click: () => answer(true) } }, words(confirm.confirm) || "Ja")),
    ];
    const dialog = openDialog(content, { labelledby: title, describedby: text, onCancel: () => answer(false), role: "alertdialog", class: "small" });
  });
}
