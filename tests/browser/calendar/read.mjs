// Reads a calendar from standard input with Mozilla's ical.js, and prints its events as JSON: times in seconds of Unix.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const moment = (time) => (time.isDate ? time.toString() : time.toUnixTime());
const events = calendar.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each, { strictExceptions: true });
  return {
    uid: event.uid,
    sequence: event.sequence,
    title: event.summary,
    about: event.description,
    start: moment(event.startDate),
    end: moment(event.endDate),
    alarms: each.getAllSubcomponents("valarm").length,
  };
});
console.log(JSON.stringify(events));
