/** A month to choose a day from, by mouse or keyboard (arrows, Page Up and Down, Home, End, Enter, Escape). */

import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { openPanel } from "./popup.js";
import { dayName, fromNumber, monthName, number, week, weekday } from "./time.js";

const HEADS = [["ma", "mandag"], ["ti", "tirsdag"], ["on", "onsdag"], ["to", "torsdag"], ["fr", "fredag"], ["lø", "lørdag"], ["sø", "søndag"]];

/** Open the month beside `anchor`; `pick` gets the chosen day. */
export function openCalendar(anchor, { label, chosen, today, pick }) {
  const panel = h("div", { role: "dialog", "aria-label": label, class: "calendar" });
  let day = chosen ?? today;
  const show = (next, focus = true) => {
    day = next;
    panel.replaceChildren(...month({ day, chosen, today, show, choose }));
    if (focus) panel.querySelector("[tabindex='0'][data-day]").focus();
  };
  const choose = (picked) => {
    close();
    pick(picked);
  };
  panel.addEventListener("keydown", (event) => key(event, day, show));
  show(day, false);
  const close = openPanel(anchor, panel);
  show(day);
}

function key(event, day, show) {
  if (!event.target.dataset.day) return;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -weekday(day), End: 6 - weekday(day) }[event.key];
  const months = { PageUp: -1, PageDown: 1 }[event.key];
  if (step === undefined && months === undefined) return;
  event.preventDefault();
  show(months ? otherMonth(day, months) : fromNumber(number(day) + step));
}

function otherMonth(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return fromNumber(Math.floor(first / 86400000) + Math.min(date, last) - 1);
}

function month({ day, chosen, today, show, choose }) {
  const heading = freshId("month");
  const turn = (name, label, months) => h("button", {
    type: "button", class: "quiet icon-only", "aria-label": label,
    on: { click: (event) => { show(otherMonth(day, months), false); document.querySelector(`.calendar [aria-label="${event.currentTarget.getAttribute("aria-label")}"]`).focus(); } },
  }, icon(name));
  const head = h("div", { class: "calendar-head" }, turn("left", "Forrige måned", -1), h("h2", { id: heading, "aria-live": "polite" }, monthName(day)), turn("right", "Neste måned", 1));
  return [head, grid({ day, chosen, today, choose }, heading)];
}

function grid(state, heading) {
  const first = number(`${state.day.slice(0, 8)}01`);
  const start = first - weekday(fromNumber(first));
  const rows = [];
  for (let monday = start; rows.length === 0 || fromNumber(monday).slice(0, 7) === state.day.slice(0, 7); monday += 7) rows.push(row(monday, state));
  const heads = HEADS.map(([short, long]) => h("th", { scope: "col", abbr: long }, short));
  return h("table", { role: "grid", "aria-labelledby": heading }, h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "week", abbr: "uke" }, "uke"), heads)), h("tbody", {}, rows));
}

function row(monday, state) {
  const days = HEADS.map((_, index) => fromNumber(monday + index));
  return h("tr", {}, h("th", { scope: "row", class: "week" }, String(week(days[0]))), days.map((day) => cell(day, state)));
}

function cell(day, { day: at, chosen, today, choose }) {
  const looks = [day.slice(0, 7) !== at.slice(0, 7) && "other", day === today && "today"];
  const button = h("button", {
    type: "button", class: looks, tabindex: day === at ? "0" : "-1", "aria-label": dayName(day), dataset: { day },
    "aria-current": day === today ? "date" : null, on: { click: () => choose(day) },
  }, String(Number(day.slice(8))));
  return h("td", { role: "gridcell", "aria-selected": String(day === chosen) }, button);
}
