/** The demo clock: what time the bot thinks it is, and how to move it. */

import { openCalendar } from "./calendar.js";
import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { openPanel } from "./popup.js";
import { clock, dayName, local, readTime, week } from "./time.js";

const JUMPS = [["mandag", "Hopp til mandag kl. 8.00"], ["onsdag", "Neste onsdag"], ["neste-maaned", "Neste måned"]];

/** Return `{node, show()}`. `app`: `store`, `jump(to)`. */
export function clockbar(app) {
  const day = h("span", {});
  const rest = h("span", { class: "clock-rest" });
  const time = h("span", { class: "clock-time" });
  const jumps = () => JUMPS.map(([to, label]) => h("button", { type: "button", class: "bar-button", on: { click: (event) => jump(event.currentTarget, to) } }, label));
  const jump = async (button, to) => {
    button.setAttribute("aria-busy", "true");
    await app.jump(to);
    button.removeAttribute("aria-busy");
  };
  const opener = (label, extra, inside) => {
    const button = h("button", { type: "button", class: ["bar-button", extra], "aria-haspopup": "dialog", "aria-expanded": "false" }, icon("calendar"), label);
    button.addEventListener("click", () => chooser(button, app, inside(), jump));
    return button;
  };
  const node = h("section", { class: "clockbar", "aria-label": "Demoklokke" },
    h("p", { class: "clock" }, icon("clock"), h("span", { class: "clock-words" }, h("span", { class: "clock-day" }, day, rest), time)),
    h("div", { class: "jumps" }, jumps(), opener("Velg tidspunkt", "", () => [])),
    opener("Flytt tiden", "compact", jumps));
  const show = () => {
    const at = local(app.store.now());
    day.replaceChildren(dayName(at.day, at.day));
    rest.replaceChildren(` ${at.day.slice(0, 4)} (uke ${week(at.day)})`);
    time.replaceChildren(`kl. ${clock(at.time)}`);
  };
  return { node, show };
}

function chooser(anchor, app, jumps, jump) {
  const ids = { title: freshId("clock"), day: freshId("clock"), shown: freshId("clock"), time: freshId("clock"), fault: freshId("clock") };
  const at = local(app.store.now());
  let { day } = at;
  const shown = h("span", { id: ids.shown }, dayName(day));
  const pick = (chosen) => {
    day = chosen;
    shown.replaceChildren(dayName(day));
  };
  const dayButton = h("button", { type: "button", class: "field-button", id: ids.day, "aria-haspopup": "dialog", "aria-expanded": "false", "aria-labelledby": `${ids.day}-label ${ids.shown}`,
    on: { click: () => openCalendar(dayButton, { label: "Velg dag", chosen: day, today: at.day, pick }) } }, icon("calendar"), shown);
  const time = h("input", { type: "text", id: ids.time, class: "time-field", value: clock(at.time), inputmode: "numeric", autocomplete: "off", maxlength: 8, "aria-describedby": ids.fault });
  const fault = h("p", { id: ids.fault, class: "field-error" });
  const go = async (event) => {
    event.preventDefault();
    const read = readTime(time.value);
    time.setAttribute("aria-invalid", String(!read));
    fault.replaceChildren(read ? "" : "Skriv klokkeslettet slik: 8.00.");
    if (!read) return time.focus();
    close();
    return jump(anchor, `${day}T${read}`);
  };
  const form = h("form", { class: "chooser", on: { submit: go } }, h("h2", { id: ids.title }, "Flytt tiden"),
    h("div", { class: "chooser-jumps", on: { click: () => close() } }, jumps),
    h("label", { class: "label", id: `${ids.day}-label`, htmlFor: ids.day }, "Dag"), dayButton,
    h("label", { class: "label", htmlFor: ids.time }, "Klokkeslett"), time, fault,
    h("button", { type: "submit", class: "primary" }, "Hopp dit"));
  const close = openPanel(anchor, h("div", { role: "dialog", "aria-labelledby": ids.title }, form));
  form.querySelector("button, input").focus();
}
