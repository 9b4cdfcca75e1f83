/** What the page knows: the server's state, and where the person is in it. */

import { useZone } from "./time.js";

/** The store. `changed` is called after every change with the name of what changed. */
export class Store {
  state = null;
  channel = null;
  thread = null;
  tab = "messages";
  unread = new Map();
  #clockRead = 0;

  constructor(changed) {
    this.changed = changed;
  }

  /** Take the server's whole state; keep the place where the person was. */
  load(state) {
    const stays = this.state?.me === state.me;
    this.state = state;
    useZone(state.zone);
    this.#clockRead = performance.now();
    if (!stays) Object.assign(this, { unread: new Map(), thread: null, tab: "messages" });
    if (!this.room(this.channel)) this.channel = (this.rooms()[0] ?? state.channels[0])?.id ?? null;
    this.changed("all");
  }

  /** The demo clock's moment, running on between messages from the server. */
  now() {
    return new Date(Date.parse(this.state.now) + performance.now() - this.#clockRead);
  }

  setNow(now) {
    this.state.now = now;
    this.#clockRead = performance.now();
    this.changed("clock");
  }

  user = (id) => this.state.users.find((each) => each.id === id) ?? this.state.users.find((each) => each.bot_id && each.bot_id === id);
  room = (id) => this.state.channels.find((each) => each.id === id);
  me = () => this.user(this.state.me);
  people = () => this.state.users.filter((each) => !each.is_bot && !each.deleted);
  rooms = () => this.state.channels.filter((each) => each.kind === "channel" && !each.archived);
  archived = () => this.state.channels.filter((each) => each.kind === "channel" && each.archived);
  talks = () => this.state.channels.filter((each) => each.kind === "im");
  messages = (channel) => this.state.messages[channel] ?? [];
  withBot = (room) => room?.kind === "im" && room.with === this.state.bot_user;

  /** What mrkdwn needs to name people and channels. */
  names = {
    user: (id) => this.user(id)?.real_name ?? null,
    channel: (id) => this.room(id)?.name ?? null,
  };

  /** A channel as people say it: «#sekretariatet», «Kari Nordmann». */
  title(room) {
    return room.kind === "im" ? this.user(room.with)?.real_name ?? "Samtale" : `#${room.name}`;
  }

  /** Messages of the open channel outside threads. */
  main = () => this.messages(this.channel).filter((each) => !each.thread_ts || each.thread_ts === each.ts || each.subtype === "thread_broadcast");

  /** The open thread, its first message first. */
  replies = () => this.messages(this.channel).filter((each) => each.ts === this.thread || each.thread_ts === this.thread);

  go(channel) {
    Object.assign(this, { channel, thread: null, tab: "messages" });
    this.unread.delete(channel);
    this.changed("place");
  }

  openThread(ts) {
    this.thread = ts;
    this.changed("thread");
  }

  openTab(tab) {
    this.tab = tab;
    if (tab === "messages") this.unread.delete(this.channel);
    this.changed("place");
  }

  /** Take one event of the stream; views, notices and the greeting are others' business. */
  apply(event) {
    const act = { message: this.#put, message_changed: this.#put, message_deleted: this.#drop, reaction: this.#react, channel: this.#room }[event.type];
    if (act) act.call(this, event);
    else if (event.type === "clock") this.setNow(event.now);
    else if (event.type === "home") Object.assign(this.state, { home: event.home }) && this.changed("home");
    else if (event.type === "bot") Object.assign(this.state, { bot_connected: event.connected }) && this.changed("place");
  }

  #put({ type, channel, message }) {
    const list = (this.state.messages[channel] ??= []);
    const at = list.findIndex((each) => each.ts === message.ts);
    if (at >= 0) list[at] = message;
    else list.push(message);
    const seen = channel === this.channel && this.tab === "messages";
    if (type === "message" && at < 0 && !seen && message.user !== this.state.me) this.unread.set(channel, (this.unread.get(channel) ?? 0) + 1);
    this.changed("messages");
  }

  #drop({ channel, ts }) {
    this.state.messages[channel] = this.messages(channel).filter((each) => each.ts !== ts);
    this.changed("messages");
  }

  #react({ channel, ts, reactions }) {
    this.state.messages[channel] = this.messages(channel).map((each) => (each.ts === ts ? { ...each, reactions } : each));
    this.changed("messages");
  }

  #room({ channel }) {
    const at = this.state.channels.findIndex((each) => each.id === channel.id);
    if (at >= 0) this.state.channels[at] = channel;
    else this.state.channels.push(channel);
    this.changed("place");
  }
}
