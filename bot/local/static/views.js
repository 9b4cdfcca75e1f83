/** Modals: a stack of dialogs, the last on top. */

import { freshId, h } from "./dom.js";
import { carry, formBlocks, values } from "./forms.js";
import { icon } from "./icons.js";
import { words } from "./plain.js";
import { openDialog } from "./popup.js";

/** Return `{open, update, close, reset}` for the views of the person. `app`: `store`, `post(path, body)`. */
export function viewStack(app) {
  const shown = new Map();
  const open = (view) => (shown.has(view.id) ? update(view) : shown.set(view.id, draw(view, app)));
  const update = (view) => {
    const had = shown.get(view.id);
    if (had) had.redraw(view);
    else open(view);
  };
  const close = (id) => {
    shown.get(id)?.dialog.close();
    shown.delete(id);
  };
  const reset = (views) => {
    const stays = new Set(views.map(({ id }) => id));
    [...shown.keys()].filter((id) => !stays.has(id)).forEach(close);
    views.forEach(open);
  };
  return { open, update, close, reset };
}

function draw(view, app) {
  const ids = { title: freshId("view") };
  const form = h("form", { novalidate: true, autocomplete: "off" });
  let drawn = null;
  let closing = false;
  const give = async () => {
    if (closing) return;
    closing = true;
    await app.post("close", { view_id: view.id });
    closing = false;
  };
  const dialog = openDialog(form, { labelledby: ids.title, onCancel: give, class: "view" });
  const redraw = (next) => {
    const before = drawn?.fields ?? [];
    const at = form.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    drawn = formBlocks(next.blocks, app, "view", (body) => app.post("press", { view_id: view.id, ...body }));
    carry(before, drawn.fields);
    form.replaceChildren(head(next, ids, give), h("div", { class: "view-body" }, drawn.nodes, h("p", { class: "unseen form-error", role: "alert" })), feet(next, give));
    const first = form.querySelector(".view-body :is(input, textarea, select, button)");
    (form.querySelector(`[data-action="${CSS.escape(at ?? "")}"]`) ?? first ?? form.querySelector("button")).focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form, view, drawn.fields, app);
  });
  redraw(view);
  return { dialog, redraw };
}

function head(view, ids, give) {
  return h("div", { class: "dialog-head" }, h("h2", { id: ids.title }, words(view.title)),
    h("button", { type: "button", class: "quiet icon-only", "aria-label": "Lukk", on: { click: give } }, icon("close")));
}

function feet(view, give) {
  return h("div", { class: "dialog-foot" }, h("button", { type: "button", on: { click: give } }, words(view.close) || (view.submit ? "Avbryt" : "Lukk")),
    view.submit && h("button", { type: "submit", class: "primary" }, words(view.submit)));
}

async function submit(form, view, fields, app) {
  if (form.getAttribute("aria-busy") === "true") return;
  const own = Object.fromEntries(fields.map(({ block_id, fault }) => [block_id, fault?.()]).filter(([, text]) => text));
  if (Object.keys(own).length) return showErrors(form, own);
  showErrors(form, {});
  form.setAttribute("aria-busy", "true");
  const answer = await app.post("submit", { view_id: view.id, values: values(fields) });
  form.removeAttribute("aria-busy");
  if (answer?.errors) showErrors(form, answer.errors);
}

/** Show what to mend, tie it to its field, and go to the first. */
function showErrors(form, errors) {
  for (const line of form.querySelectorAll("[data-error]")) {
    const text = errors[line.dataset.error] ?? "";
    line.replaceChildren(text);
    const field = form.querySelector(`[aria-describedby~="${line.id}"]`);
    if (text) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
  const count = Object.keys(errors).length;
  const all = Object.values(errors).join(" ");
  form.querySelector(".form-error").replaceChildren(count ? `${count === 1 ? "Ett felt må rettes" : `${count} felter må rettes`}: ${all}` : "");
  const bad = form.querySelector("[aria-invalid]");
  (bad?.matches("input, button, select, textarea") ? bad : bad?.querySelector("input"))?.focus();
}
