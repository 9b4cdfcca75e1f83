/** «Prøv dette»: five things that show a newcomer what the bot does. */

import { h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { local } from "./time.js";

const TIPS = [
  { key: "frister", title: "Se hva som haster", detail: "Frister de neste 30 dagene", code: "/frister", run: (app) => app.command("/frister", "") },
  { key: "ny", title: "Legg til en frist", detail: "Se over linja, og trykk Enter", code: (app) => `/frister ny ${soon(app)} …`, run: (app) => app.fill(`/frister ny ${soon(app)} Innspill til transportkomiteen #jernbane @${app.store.me().name}`) },
  { key: "mandag", title: "Hopp til mandag", detail: "Klokka 8.00 kommer ukesoversikten, og en mediesak", run: (app) => app.jump("mandag") },
  { key: "budskap", title: "Finn budskapet", detail: "Det dere har vedtatt å si om jernbane", code: "/budskap jernbane", run: (app) => app.command("/budskap", "jernbane") },
  { key: "høringer", title: "Se høringene", detail: "Diktet opp, for å øve", code: "/padriver høringer", run: (app) => app.command("/padriver", "høringer") },
];

/** The working day two weeks from the clock of the page, as it is written: «15.10». */
function soon(app) {
  const day = new Date(`${local(app.store.now()).day}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 14);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() - 1);
  return `${day.getUTCDate()}.${day.getUTCMonth() + 1}`;
}

/** Draw the panel. `app`: `store`, `command`, `fill`, `jump`, `closeTips`; `done` is the set of keys already tried. */
export function tips(root, app, done) {
  const item = ({ key, title, detail, code, run }, at) => h("li", {}, h("button", {
    type: "button", class: ["tip", done.has(key) && "done"], dataset: { tip: key },
    on: { click: () => tried(root, app, done, key, run) },
  }, h("span", { class: "tip-number", "aria-hidden": "true" }, done.has(key) ? icon("check") : String(at + 1)),
  h("span", { class: "tip-words" }, h("strong", {}, title), done.has(key) && unseen(" (prøvd)"), h("span", {}, detail), code && h("code", {}, typeof code === "function" ? code(app) : code))));
  root.replaceChildren(
    h("div", { class: "side-head" }, h("h2", {}, "Prøv dette"), h("button", { type: "button", class: "quiet icon-only", "aria-label": "Skjul «Prøv dette»", on: { click: app.closeTips } }, icon("close"))),
    h("div", { class: "tips" },
      h("p", {}, "Pådriver kjenner det politiske året. Spør, eller flytt klokka og se hva som kommer av seg selv."),
      h("ol", {}, TIPS.map(item)),
      h("p", { class: "small-print" }, "Dette er et øvingsrom på din egen maskin. Ingenting sendes ut.")));
}

function tried(root, app, done, key, run) {
  done.add(key);
  run(app);
  const stays = root.contains(document.activeElement);
  tips(root, app, done);
  if (stays) root.querySelector(`[data-tip="${key}"]`).focus({ preventScroll: true });
}
