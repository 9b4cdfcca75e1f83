/** A list of messages that changes in place: only what is new or different is drawn, focus and scrolling stay. */

import { focusable, h } from "./dom.js";
import { icon } from "./icons.js";
import { messageNode } from "./message.js";
import { dayHeading, local } from "./time.js";

const TOGETHER = 5 * 60 * 1000;
const NEAR = 120;
const MARGIN = 12;

/** Return `{node, log, show(messages, empty), toEnd(), focus(ts)}`. `label` names the log. */
export function messageList(app, { label, inThread = false }) {
  const log = h("div", { role: "log", class: "log", "aria-label": label, tabindex: "0" });
  const newer = h("button", { type: "button", class: "newer", hidden: true, on: { click: () => toEnd() } }, icon("down"), "Nye meldinger");
  const drawn = new Map();
  const toEnd = () => {
    log.scrollTop = rest(log);
    newer.hidden = true;
  };
  log.addEventListener("keydown", (event) => walk(event, log));
  let last = true;
  log.addEventListener("scroll", () => {
    last = atEnd(log);
    if (seesNewest(log)) newer.hidden = true;
  });
  new ResizeObserver(() => { if (last) log.scrollTop = log.scrollHeight; }).observe(log);
  function show(messages, empty) {
    const [sees, end] = [seesNewest(log), atEnd(log)];
    const newest = log.querySelector("article:last-of-type")?.dataset.ts;
    const focus = remember(log);
    fill(log, rows(messages, app, drawn, inThread), messages.length ? [] : empty);
    focus();
    const isNew = messages.length > 0 && messages.at(-1).ts !== newest;
    if (isNew && sees) toEnd();
    else if (isNew) newer.hidden = false;
    else if (end) log.scrollTop = log.scrollHeight;
  }
  const focus = (ts) => {
    const found = [...log.querySelectorAll("article")].find((each) => each.dataset.ts === ts);
    found?.focus();
    return Boolean(found);
  };
  return { node: h("div", { class: "log-frame" }, log, newer), log, show, toEnd, focus };
}

const atEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;

/** Where the newest message is best read: at the end, or from its own first line when it is taller than the window. */
function rest(log) {
  const newest = log.querySelector("article:last-of-type");
  const end = log.scrollHeight - log.clientHeight;
  return newest ? Math.min(end, newest.offsetTop - MARGIN) : end;
}

const seesNewest = (log) => log.scrollTop >= rest(log) - NEAR;

function rows(messages, app, drawn, inThread) {
  const today = local(app.store.now()).day;
  const out = [];
  const kept = new Set();
  messages.forEach((message, at) => {
    const before = messages[at - 1];
    const { day } = local(message.time);
    const newDay = !before || local(before.time).day !== day;
    if (newDay && !inThread) out.push(separator(drawn, day, today, kept));
    out.push(article(drawn, message, app, { follows: !newDay && together(before, message), inThread }, kept));
  });
  for (const key of drawn.keys()) if (!kept.has(key)) drawn.delete(key);
  return out;
}

function together(before, message) {
  const soon = Date.parse(message.time) - Date.parse(before.time);
  return before.user === message.user && soon >= 0 && soon < TOGETHER && !message.ephemeral && !before.ephemeral && !message.blocks?.length;
}

function article(drawn, message, app, look, kept) {
  const { ts } = message;
  const had = drawn.get(ts);
  const sign = `${look.follows}`;
  kept.add(ts);
  if (had?.message === message && had.sign === sign) return had.node;
  const node = messageNode(message, app, look);
  drawn.set(ts, { message, sign, node });
  return node;
}

function separator(drawn, day, today, kept) {
  const key = `${day} ${today}`;
  const node = drawn.get(key)?.node ?? h("h3", { class: "day" }, h("span", {}, dayHeading(day, today)));
  kept.add(key);
  drawn.set(key, { node });
  return node;
}

/** Put `wanted` in the log, moving nothing that is already in place. */
function fill(log, wanted, empty) {
  const all = [...wanted, ...empty];
  const keep = new Set(all);
  for (const child of [...log.children]) if (!keep.has(child)) child.remove();
  all.forEach((node, at) => log.children[at] !== node && log.insertBefore(node, log.children[at] ?? null));
}

/** Remember what has the focus in the log; the answer gives it back after a redraw. */
function remember(log) {
  const active = document.activeElement;
  const ts = log.contains(active) && active.closest("article")?.dataset.ts;
  if (!ts) return () => {};
  const block = active.closest("[data-block]")?.dataset.block;
  const { action } = active.dataset;
  return () => {
    if (active.isConnected) return;
    const found = [...log.querySelectorAll("article")].find((each) => each.dataset.ts === ts);
    if (!found) return log.focus();
    const same = focusable(found).find((each) => action && each.dataset.action === action && each.closest("[data-block]")?.dataset.block === block);
    return (same ?? found).focus({ preventScroll: true });
  };
}

function walk(event, log) {
  const all = [...log.querySelectorAll("article")];
  const on = event.target.closest("article");
  if (!["ArrowUp", "ArrowDown"].includes(event.key) || (on && event.target !== on) || !all.length) return;
  event.preventDefault();
  const at = on ? all.indexOf(on) + (event.key === "ArrowUp" ? -1 : 1) : all.length - 1;
  all[Math.max(0, Math.min(at, all.length - 1))].focus();
}
