// The playground listens to every network the machine is on. Required before it (`node --require`), this makes it listen
// to this machine alone, and keeps it from talking with any other.
"use strict";
const net = require("node:net");

const HOST = "127.0.0.1";
const OURS = new Set([undefined, "localhost", HOST, "::1"]);
const { listen } = net.Server.prototype;
const { connect } = net.Socket.prototype;

net.Server.prototype.listen = function (...args) {
  const options = typeof args[0] === "object" && args[0] !== null ? args[0] : { port: args[0] };
  const then = args.find((each) => typeof each === "function");
  return listen.call(this, { ...options, host: HOST }, then);
};

net.Socket.prototype.connect = function (...args) {
  // Node passes its arguments on as a list within the list.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === "object" && first !== null ? first.host : second;
  if (typeof host !== "string" || OURS.has(host)) return connect.apply(this, args);
  const refused = Object.assign(new Error(`connect ECONNREFUSED ${host}`), { code: "ECONNREFUSED" });
  setImmediate(() => this.destroy(refused));
  return this;
};
