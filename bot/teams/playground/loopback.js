// The playground listens to every network the machine is on. Required before it (`node --require`), this makes it listen
// to this machine alone, and keeps it from talking with any other.
"use strict";
const net = require("node:net");

const HOST = "127.0.0.1";
const OURS = new Set([undefined, "localhost", HOST, "::1"]);
const { listen } = net.Server.prototype;
const { connect } = net.Socket.prototype;

net.Server.prototype.listen = function (...told) {
  const asked = typeof told[0] === "object" && told[0] !== null ? told[0] : { port: told[0] };
  const then = told.find((each) => typeof each === "function");
  return listen.call(this, { ...asked, host: HOST }, then);
};

net.Socket.prototype.connect = function (...told) {
  // Node hands on what it was told as a list within the list.
  const [first, second] = Array.isArray(told[0]) ? told[0] : told;
  const host = typeof first === "object" && first !== null ? first.host : second;
  if (typeof host !== "string" || OURS.has(host)) return connect.apply(this, told);
  const refused = Object.assign(new Error(`connect ECONNREFUSED ${host}`), { code: "ECONNREFUSED" });
  setImmediate(() => this.destroy(refused));
  return this;
};
