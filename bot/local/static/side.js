/** The panel at the side: a thread, or «Prøv dette». */

import { threadPanel } from "./thread.js";
import { tips } from "./tips.js";

const WIDE = matchMedia("(min-width: 1100px)");

/** Return what opens and closes the panel. `root` is the aside, `opener` the button that shows the tips. */
export function sidePanel(root, opener, app) {
  const done = new Set();
  const thread = threadPanel(app);
  let tipsOpen = WIDE.matches;
  let came = null;
  const show = () => {
    const inThread = Boolean(app.store.thread);
    root.hidden = !inThread && !tipsOpen;
    root.setAttribute("aria-label", inThread ? "Tråd" : "Prøv dette");
    opener.setAttribute("aria-expanded", String(tipsOpen && !inThread));
    if (inThread) {
      if (!thread.node.isConnected) root.replaceChildren(thread.node);
      thread.show();
    } else if (tipsOpen && !root.querySelector(".tips")) tips(root, app, done);
  };
  const setTips = (open) => {
    tipsOpen = open;
    if (app.store.thread) app.store.openThread(null);
    show();
  };
  const closeTips = () => {
    setTips(false);
    opener.focus();
  };
  opener.addEventListener("click", () => {
    setTips(opener.getAttribute("aria-expanded") !== "true");
    root.querySelector(".tip")?.focus();
  });
  root.addEventListener("keydown", (event) => event.key === "Escape" && !app.store.thread && closeTips());
  return {
    show, closeTips,
    narrow: () => !WIDE.matches && setTips(false),
    openThread(ts) {
      came = document.activeElement;
      app.store.openThread(ts);
      thread.focus();
    },
    closeThread() {
      app.store.openThread(null);
      if (came?.isConnected) came.focus();
    },
  };
}
