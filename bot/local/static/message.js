/** One message. */

import { fileUrl } from "./api.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { h, unseen } from "./dom.js";
import { OFFERED, emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { link, mrkdwn } from "./mrkdwn.js";
import { menuButton, toolbar } from "./popup.js";
import { clock, local } from "./time.js";

/**
 * Return the article of a message. `app`: `store`, `context(message)` for blocks, `react(message, name)`,
 * `openThread(message)`, `shortcut(message, callback_id)`. `follows`: the same person wrote just before.
 */
export function messageNode(message, app, { follows, inThread }) {
  const author = app.store.user(message.user ?? message.bot_id);
  const name = author?.real_name ?? message.username ?? "Ukjent";
  const at = clock(local(message.time).time);
  const time = h("time", { datetime: message.time }, at);
  const label = `${name}, kl. ${at}${message.ephemeral ? ", bare synlig for deg" : ""}`;
  return h("article", { class: ["message", follows && "follows", message.ephemeral && "private"], tabindex: "-1", "aria-label": label, dataset: { ts: message.ts } },
    follows ? h("div", { class: "gutter" }, time) : h("div", { class: "gutter" }, avatar(author)),
    h("div", { class: "message-main" },
      !follows && h("div", { class: "message-head" }, h("span", { class: "author" }, name), author?.is_bot && h("span", { class: "badge" }, "bot"), time),
      message.ephemeral && h("p", { class: "private-mark" }, icon("hidden"), "Bare synlig for deg"),
      body(message, app), files(message, app), foot(message, app, inThread)),
    !message.ephemeral && tools(message, app, inThread));
}

function body(message, app) {
  const edited = message.edited && h("span", { class: "edited" }, " (redigert)");
  if (message.blocks?.length) return [h("div", { class: "card" }, blocks(message.blocks, app.context(message))), edited];
  return h("div", { class: "text" }, mrkdwn(message.text ?? "", app.store.names), edited);
}

const files = (message, app) => (message.files ?? []).map((file) =>
  h("p", { class: "file" }, icon("link"), link(fileUrl(file, app.store.state.me), file.title || file.name), h("small", {}, ` ${Math.max(1, Math.round((file.size ?? 0) / 1024))} kB`)));

function foot(message, app, inThread) {
  const pills = (message.reactions ?? []).map((reaction) => pill(message, reaction, app));
  const replies = !inThread && message.reply_count > 0 && h("button", { type: "button", class: "replies", on: { click: () => app.openThread(message) } },
    icon("reply"), `${message.reply_count} svar`);
  return (pills.length || replies) && h("div", { class: "message-foot" }, pills, replies);
}

function pill(message, reaction, app) {
  const mine = reaction.users.includes(app.store.state.me);
  const who = reaction.users.map((id) => (id === app.store.state.me ? "deg" : app.store.names.user(id) ?? "ukjent")).join(", ");
  return h("button", { type: "button", class: "pill", "aria-pressed": String(mine), dataset: { action: `react-${reaction.name}` }, on: { click: () => app.react(message, reaction.name) } },
    h("span", { class: "emoji", "aria-hidden": "true" }, emoji(reaction.name)), String(reaction.count), unseen(` ${called(reaction.name)}, fra ${who}`));
}

const called = (name) => (OFFERED.find(([code]) => code === name)?.[1] ?? name).toLowerCase();

function tools(message, app, inThread) {
  const look = { class: "quiet icon-only" };
  const offered = () => OFFERED.map(([code, label]) => ({ label, node: h("span", { class: "emoji" }, emoji(code)), pick: () => app.react(message, code) }));
  const shortcuts = (app.store.state.shortcuts ?? []).filter(({ type }) => type === "message" || type === "message_action");
  const buttons = [
    menuButton({ label: "Reager", items: offered, shown: icon("smile"), "aria-label": "Reager", title: "Reager", ...look, "data-action": "tool-react" }),
    !inThread && h("button", { type: "button", "aria-label": "Svar i tråd", title: "Svar i tråd", ...look, "data-action": "tool-thread", on: { click: () => app.openThread(message) } }, icon("reply")),
    shortcuts.length > 0 && menuButton({
      label: "Gjør noe med meldingen", shown: icon("more"), "aria-label": "Gjør noe med meldingen", title: "Gjør noe med meldingen", ...look, "data-action": "tool-more",
      items: () => shortcuts.map(({ name, callback_id }) => ({ label: name, pick: () => app.shortcut(message, callback_id) })),
    }),
  ].filter(Boolean);
  return toolbar("Valg for meldingen", buttons, "tools");
}
