/** The page: joins the parts, and does what the person asks. */

import { address, writeAddress } from "./address.js";
import { fetchState, fileUrl, follow, give, post as send } from "./api.js";
import { clockbar } from "./clockbar.js";
import { commandOf } from "./completion.js";
import { composer } from "./composer.js";
import { askForChannel } from "./create.js";
import { h } from "./dom.js";
import { once } from "./elements.js";
import { heading } from "./heading.js";
import { home } from "./home.js";
import { icon, mark } from "./icons.js";
import { messageList } from "./messages.js";
import { safeUrl } from "./mrkdwn.js";
import { attempt, say as showNotice } from "./notices.js";
import { sidePanel } from "./side.js";
import { sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { clock, dayName, local } from "./time.js";
import { viewStack } from "./views.js";

const at = (id) => document.getElementById(id);
const store = new Store(draw);
const post = (path, body) => attempt(() => send(path, { user: store.state.me, ...body }));

const app = {
  store,
  post,
  today: () => local(store.now()).day,
  visit: (url) => safeUrl(url) && window.open(url, "_blank", "noopener,noreferrer"),
  sources: () => ({ commands: store.state?.commands ?? [], people: store.state?.users ?? [], rooms: store.state ? store.rooms() : [] }),
  context: (message) => ({
    surface: "message", names: store.names, people: store.people, rooms: store.rooms, today: app.today, visit: app.visit, fields: null,
    file: (file) => fileUrl(file, store.state.me),
    act: (place, choice, node) => once(node, place.confirm, store.names, () =>
      post("press", { channel: message.channel ?? store.channel, ts: message.ts, ephemeral: Boolean(message.ephemeral), block_id: place.block_id, action_id: place.action_id, ...choice })),
  }),
  react(message, name) {
    const mine = message.reactions?.find((each) => each.name === name)?.users.includes(store.state.me);
    return post("react", { channel: store.channel, ts: message.ts, name, ...(mine ? { remove: true } : {}) });
  },
  shortcut: (message, callback_id) => post("shortcut", { channel: store.channel, ts: message.ts, callback_id }),
  say: async (text, thread_ts) => Boolean(await post("say", { channel: store.channel, text, ...(thread_ts ? { thread_ts } : {}) })),
  async command(command, text) {
    if (store.tab === "home") app.openTab("messages");
    side.narrow();
    list.toEnd();
    return Boolean(await post("command", { channel: store.channel, command, text }));
  },
  fill(text) {
    if (store.tab === "home") app.openTab("messages");
    side.narrow();
    writer.field.focus();
    writer.fill(text);
  },
  async jump(to) {
    side.narrow();
    const answer = await post("clock", { to });
    if (!answer) return;
    store.setNow(answer.now);
    const now = local(answer.now);
    showNotice(`Klokka er nå ${dayName(now.day)}, kl. ${clock(now.time)}.`);
  },
  openTab(tab) {
    store.openTab(tab);
    if (tab === "home") post("home", {});
  },
  go(channel) {
    closeNav();
    store.go(channel);
    list.toEnd();
    writeAddress(store.state.me, channel);
    (matchMedia("(hover: none)").matches ? at("place") : writer.field).focus();
  },
  async become(user) {
    await start(user);
    showNotice(`Du er nå ${store.me().real_name}.`);
  },
  newChannel: () => askForChannel(async (name) => {
    const answer = await post("channel", { action: "create", name });
    if (answer?.channel) {
      store.apply({ type: "channel", channel: answer.channel });
      app.go(answer.channel.id);
    }
    return Boolean(answer?.channel);
  }),
  channel: (action) => post("channel", { action, channel: store.channel }),
  openThread: (message) => side.openThread(message.ts),
  closeThread: () => side.closeThread(),
  closeTips: () => side.closeTips(),
};

const views = viewStack(app);
const clocks = clockbar(app);
const list = messageList(app, { label: "Meldinger" });
const writer = composer({ sources: app.sources, send: write, give: giveAll, up: lastMessage, help: "Enter sender, Skift + Enter gir ny linje. Skriv / for kommandoer." });
const side = sidePanel(at("side"), at("tips-open"), app);

async function write(text) {
  const known = store.state.commands;
  if (!text.startsWith("/")) return app.say(text);
  const name = commandOf(text, known)?.command ?? /^\S+/.exec(text)[0];
  if (known.length && !commandOf(text, known)) {
    showNotice(`Kommandoen ${name} finnes ikke. Skriv / for å se hva du kan velge.`);
    return false;
  }
  return app.command(name, text.slice(name.length).trim());
}

async function giveAll(files) {
  for (const file of files) {
    if (await attempt(() => give(file, { user: store.state.me, channel: store.channel }))) list.toEnd();
  }
}

/** Let files be dropped on the conversation. */
function takesDrops(node) {
  const over = (event) => {
    if (!event.dataTransfer?.types.includes("Files") || at("writer").hidden) return;
    event.preventDefault();
    node.classList.toggle("drop-here", event.type !== "drop");
    if (event.type === "drop") giveAll([...event.dataTransfer.files]);
  };
  node.addEventListener("dragover", over);
  node.addEventListener("drop", over);
  node.addEventListener("dragleave", () => node.classList.remove("drop-here"));
}

function lastMessage(event) {
  if (list.focus(store.main().at(-1)?.ts)) event.preventDefault();
}

function draw(what) {
  if (what !== "messages" && what !== "thread") clocks.show();
  if (what === "clock") return drawMessages();
  if (what === "home") return home(at("home"), app);
  if (what !== "thread") sidebar(at("rooms"), app);
  if (what !== "messages") drawPlace();
  drawMessages();
  return side.show();
}

function drawPlace() {
  const room = store.room(store.channel);
  const onHome = store.withBot(room) && store.tab === "home";
  heading(at("heading"), app);
  home(at("home"), app);
  at("team").replaceChildren(store.state.team.name);
  at("mail-open").hidden = !store.state.has_mail;
  at("home").hidden = !onHome;
  at("messages").hidden = onHome;
  for (const [name, value] of [["role", "tabpanel"], ["aria-labelledby", "tab-messages"]]) {
    if (store.withBot(room)) at("messages").setAttribute(name, value);
    else at("messages").removeAttribute(name);
  }
  at("writer").hidden = onHome || room.archived;
  at("offline").hidden = store.state.bot_connected !== false;
  at("offline").replaceChildren("Boten er ikke på plass akkurat nå. Du kan skrive, men den svarer ikke før den er tilbake.");
  list.log.setAttribute("aria-label", `Meldinger i ${store.title(room)}`);
  writer.label(`Skriv til ${store.title(room)}`);
}

function drawMessages() {
  const room = store.room(store.channel);
  list.show(store.main(), [emptyRoom(room)]);
  const unread = [...store.unread.values()].reduce((sum, each) => sum + each, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${store.title(room)} – Pådriver`;
}

function emptyRoom(room) {
  const how = room.kind === "im" && !store.withBot(room) ? "Skriv den første meldingen nedenfor." : "Skriv en melding nedenfor, eller / for å se hva Pådriver kan.";
  return h("div", { class: "empty" }, h("h3", {}, `Her starter ${store.title(room)}`), h("p", {}, how));
}

function closeNav() {
  document.body.classList.remove("nav-open");
  at("nav-open").setAttribute("aria-expanded", "false");
}

function toggleNav() {
  const open = document.body.classList.toggle("nav-open");
  at("nav-open").setAttribute("aria-expanded", String(open));
  if (open) at("rooms").querySelector("[aria-current]")?.focus();
}

let stop = () => {};

async function start(user) {
  stop();
  stop = () => {};
  const state = await attempt(() => fetchState(user));
  if (!state) return setTimeout(start, 2000, user);
  load(state);
  writeAddress(state.me, store.channel);
  stop = follow(state.me, happened, () => showNotice("Mistet kontakten med øvingsrommet. Prøver igjen …"));
  return undefined;
}

function load(state) {
  store.load(state);
  views.reset(state.views);
  list.toEnd();
}

let waiting = null;

/** Take an event; what comes while the whole state is being fetched waits, for the state may be older than it. */
async function happened(event) {
  if (event.type === "hello") {
    waiting = [];
    const state = await attempt(() => fetchState(store.state.me));
    if (state?.me === store.state.me) load(state);
    const later = waiting;
    waiting = null;
    later.forEach(take);
  } else if (waiting) waiting.push(event);
  else take(event);
}

function take(event) {
  if (event.type === "notice") showNotice(event.text);
  else if (event.type === "view_open") views.open(event.view);
  else if (event.type === "view_update") views.update(event.view);
  else if (event.type === "view_close") views.close(event.view_id);
  else store.apply(event);
}

at("brand-mark").append(mark());
at("nav-open").append(icon("menu"));
at("tips-icon").append(icon("spark"));
at("clock").append(clocks.node);
at("messages").append(list.node);
at("writer").append(writer.node);
takesDrops(at("main"));
at("nav-open").addEventListener("click", toggleNav);
at("rooms").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.body.classList.contains("nav-open")) return;
  closeNav();
  at("nav-open").focus();
});
document.querySelectorAll(".skip").forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  (link.hash === "#writer" ? writer.field : list.log).focus();
}));
setInterval(() => store.state && clocks.show(), 5000);
addEventListener("hashchange", () => {
  const { channel, message } = address();
  if (store.room(channel)) app.go(channel);
  list.focus(message);
});
const from = address();
store.channel = from.channel;
start(from.user).then(() => list.focus(from.message));
