/** Slack's rich_text blocks as DOM nodes. */

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

const TAGS = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"]];

/** Return the nodes of a rich_text block. */
export const richText = (block, names) => (block.elements ?? []).map((part) => container(part, names));

function container(part, names) {
  const inside = part.elements ?? [];
  if (part.type === "rich_text_list") {
    return h(part.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(part.indent ?? 0, 4)}` }, inside.map((item) => h("li", {}, leaves(item.elements, names))));
  }
  if (part.type === "rich_text_quote") return h("blockquote", {}, leaves(inside, names));
  if (part.type === "rich_text_preformatted") return h("pre", { tabindex: "0", "aria-label": "Tekst å kopiere" }, h("code", {}, leaves(inside, names)));
  return h("p", {}, leaves(inside, names));
}

const leaves = (elements, names) => (elements ?? []).map((leaf) => styled(leaf, plain(leaf, names)));

function styled(leaf, nodes) {
  return TAGS.filter(([style]) => leaf.style?.[style]).reduce((inner, [, tag]) => [h(tag, {}, inner)], nodes);
}

function plain(leaf, names) {
  if (leaf.type === "text") return leaf.text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
  if (leaf.type === "link") return [link(leaf.url, leaf.text)];
  if (leaf.type === "user") return [h("span", { class: "mention" }, `@${names.user(leaf.user_id) ?? "ukjent"}`)];
  if (leaf.type === "channel") return [h("span", { class: "mention" }, `#${names.channel(leaf.channel_id) ?? "ukjent"}`)];
  if (leaf.type === "broadcast") return [h("span", { class: "mention" }, `@${leaf.range}`)];
  if (leaf.type === "emoji") return [h("span", { class: "emoji" }, emoji(leaf.name))];
  return [leaf.fallback ?? ""];
}
