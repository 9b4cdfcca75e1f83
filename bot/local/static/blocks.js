/** Block Kit's layout blocks as DOM nodes. */

import { freshId, h } from "./dom.js";
import { element } from "./elements.js";
import { nodes, words } from "./plain.js";
import { richText } from "./richtext.js";

/**
 * Return the nodes of blocks. `ctx`: `surface` («message», «view», «home»), `names`, `people()`, `rooms()`, `today()`,
 * `act(place, choice, node)`, `visit(url)`, in a message `file(file)` (its address), and in a form the list `fields` that elements register in.
 */
export const blocks = (list, ctx) => list.map((block, at) => {
  const headed = list.slice(0, at).some((each) => each.type === "header");
  const node = (BLOCKS[block.type] ?? fallback)(block, { ...ctx, headed });
  node.dataset.block = block.block_id;
  node.classList.add("block", `block-${block.type}`);
  return node;
});

/** The first level of headings in a surface: a message is below its day, the others are below the name of their window. */
const firstLevel = (ctx) => (ctx.surface === "message" ? 4 : 3);

const header = (block, ctx) => h(block.text?.text?.trim() ? `h${firstLevel(ctx)}` : "div", {}, words(block.text));

const divider = () => h("hr");

const fallback = () => h("p", {}, h("em", {}, "Denne delen kan ikke vises her."));

/** Rich text; a line that is all bold heads what follows, and is marked as a heading. */
function rich(block, ctx) {
  const [line] = block.elements.length === 1 ? block.elements[0].elements ?? [] : [];
  const heads = block.elements[0]?.type === "rich_text_section" && block.elements[0].elements.length === 1 && line?.type === "text" && line.style?.bold && line.text.trim();
  if (heads) return h("div", {}, h(`h${firstLevel(ctx) + (ctx.headed ? 1 : 0)}`, { class: "subheading" }, line.text));
  return h("div", {}, richText(block, ctx.names));
}

function section(block, ctx) {
  const text = block.text && h("div", { class: "text" }, nodes(block.text, ctx.names));
  const fields = block.fields && h("div", { class: "facts" }, block.fields.map((each) => h("div", { class: "text" }, nodes(each, ctx.names))));
  const accessory = block.accessory && h("div", { class: "accessory" }, part(block.accessory, ctx, block));
  return h("div", {}, h("div", { class: "section-main" }, text, fields), accessory);
}

const actions = (block, ctx) => h("div", {}, block.elements.map((each) => part(each, ctx, block)));

const context = (block, ctx) => h("div", {}, block.elements.map((each) => (each.type === "image" ? picture(each, ctx) : h("span", { class: "text" }, nodes(each, ctx.names)))));

const part = (data, ctx, block) => (data.type === "image" ? picture(data, ctx) : element(data, ctx, { block_id: block.block_id }));

function picture(data, ctx) {
  const source = data.image_url ?? data.slack_file?.url ?? ctx.file?.(data.slack_file) ?? "";
  return /^(https:|data:image\/|\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(source)
    ? h("img", { src: source, alt: data.alt_text ?? "", loading: "lazy" })
    : h("span", { class: "no-image" }, data.alt_text ?? "Bildet kan ikke vises.");
}

const image = (block, ctx) => h("figure", {}, picture(block, ctx), block.title && h("figcaption", {}, words(block.title)));

/** An input block: its label, its hint, its error and its field are tied together by id. */
function input(block, ctx) {
  const ids = { field: freshId("field"), label: freshId("label"), hint: freshId("hint"), error: freshId("error") };
  const data = block.element;
  const group = ["checkboxes", "radio_buttons"].includes(data.type) || data.type.startsWith("multi_");
  const place = {
    block_id: block.block_id, input: true, id: ids.field, labelledby: ids.label, required: !block.optional, dispatches: block.dispatch_action === true,
    describedby: block.hint ? `${ids.hint} ${ids.error}` : ids.error,
  };
  const caption = [words(block.label), block.optional && h("span", { class: "optional" }, " (valgfritt)")];
  return h("div", {},
    h(group ? "div" : "label", { id: ids.label, class: "label", ...(group ? {} : { htmlFor: ids.field }) }, caption),
    element(data, ctx, place),
    block.hint && h("p", { id: ids.hint, class: "hint" }, words(block.hint)),
    h("p", { id: ids.error, class: "field-error", dataset: { error: block.block_id } }));
}

/** A table whose first row is the headings; Slack sorts and filters it, and shows `page_size` rows at a time. */
function table(block, ctx) {
  const [heads, ...rows] = block.rows;
  return h("table", {},
    h("caption", {}, block.caption),
    h("thead", {}, h("tr", {}, heads.map((each) => h("th", { scope: "col" }, each.text)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((each) => h("td", {}, each.type === "rich_text" ? richText(each, ctx.names) : each.text))))));
}

const BLOCKS = { header, section, actions, context, divider, image, input, rich_text: rich, data_table: table };
