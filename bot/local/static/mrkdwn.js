/** Slack's mrkdwn as DOM nodes. `names` has `user(id)` and `channel(id)`, which answer a name or null. */

import { h } from "./dom.js";
import { emoji, known } from "./emoji.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const STYLES = { "*": "strong", _: "em", "~": "s" };
const TOKEN = /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+-]+):|(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?»)])|([*_~])/gi;
const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^\s*[•◦-] +/;

/** Return the text with `&lt;`, `&gt;` and `&amp;` as the characters they mean. */
export const unescape = (text) => text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);

/** Return the address if it is one a message may link to, else null. */
export function safeUrl(url) {
  try {
    return ["http:", "https:", "mailto:"].includes(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Return a link, or its plain words where the address is not a safe one. */
export function link(url, words) {
  const safe = safeUrl(url);
  return safe ? h("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, words || url) : document.createTextNode(words || url);
}

/** Return the nodes of a text. */
export function mrkdwn(text, names) {
  return text.split(/```\n?([\s\S]+?)\n?```\n?/).flatMap((part, index) =>
    index % 2 ? [h("pre", { tabindex: "0", "aria-label": "Tekst å kopiere" }, h("code", {}, unescape(part)))] : paragraphs(part, names));
}

function paragraphs(text, names) {
  const out = [];
  const kinds = text.split("\n").map((line) => [kindOf(line), line]);
  for (let at = 0; at < kinds.length;) {
    let end = at;
    while (end < kinds.length && kinds[end][0] === kinds[at][0]) end += 1;
    const lines = kinds.slice(at, end).map(([, line]) => line);
    out.push(...group(kinds[at][0], lines, end === kinds.length, names));
    at = end;
  }
  return out;
}

const kindOf = (line) => (QUOTE.test(line) ? "quote" : BULLET.test(line) ? "list" : "text");

function group(kind, lines, isLast, names) {
  if (kind === "quote") return [h("blockquote", {}, rows(lines.map((line) => line.replace(QUOTE, "")), names))];
  if (kind === "list") return [h("ul", {}, lines.map((line) => h("li", {}, inline(line.replace(BULLET, ""), names))))];
  while (!isLast && lines.length > 1 && lines.at(-1) === "") lines.pop();
  return rows(lines, names);
}

const rows = (lines, names) => lines.flatMap((line, index) => (index ? [h("br"), ...inline(line, names)] : inline(line, names)));

/** Return the nodes of one line. */
export function inline(text, names) {
  const out = [];
  let rest = 0;
  const scan = new RegExp(TOKEN);
  for (let found = scan.exec(text); found; found = scan.exec(text)) {
    const [whole, angle, code, name, url, sign] = found;
    const from = found.index;
    const end = sign ? closing(text, from, sign) : from + whole.length;
    const node = sign ? styled(text, from, end, sign, names) : token({ angle, code, name, url }, names);
    if (!node) continue;
    if (from > rest) out.push(document.createTextNode(unescape(text.slice(rest, from))));
    out.push(node);
    rest = end;
    scan.lastIndex = rest;
  }
  if (rest < text.length) out.push(document.createTextNode(unescape(text.slice(rest))));
  return out;
}

function styled(text, from, end, sign, names) {
  if (end < 0) return null;
  return h(STYLES[sign], {}, inline(text.slice(from + 1, end - 1), names));
}

/** Return where the run that a sign opens ends, or -1: signs are at the edges of words. */
function closing(text, from, sign) {
  if (/[\p{L}\p{N}]/u.test(text[from - 1] ?? "") || /\s|^$/.test(text[from + 1] ?? "")) return -1;
  for (let at = text.indexOf(sign, from + 2); at > 0; at = text.indexOf(sign, at + 1)) {
    if (!/\s/.test(text[at - 1]) && !/[\p{L}\p{N}]/u.test(text[at + 1] ?? "")) return at + 1;
  }
  return -1;
}

function token({ angle, code, name, url }, names) {
  if (code) return h("code", {}, unescape(code));
  if (name) return known(name) ? h("span", { class: "emoji" }, emoji(name)) : null;
  if (url) return link(unescape(url));
  const [target, words] = split(angle);
  if (target.startsWith("@")) return h("span", { class: "mention" }, `@${names.user(target.slice(1)) ?? words ?? "ukjent"}`);
  if (target.startsWith("#")) return h("span", { class: "mention" }, `#${names.channel(target.slice(1)) ?? words ?? "ukjent"}`);
  if (target.startsWith("!date")) return document.createTextNode(words ?? "");
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${words ?? target.slice(1).split("^")[0]}`);
  return link(unescape(target), words);
}

function split(angle) {
  const at = angle.indexOf("|");
  return at < 0 ? [angle, undefined] : [angle.slice(0, at), unescape(angle.slice(at + 1))];
}
