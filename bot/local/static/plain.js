/** Slack's text objects. */

import { emoji, known } from "./emoji.js";
import { mrkdwn, unescape } from "./mrkdwn.js";

/** Return a plain_text object's words, with the emoji that are known. */
export const words = (object) => unescape(object?.text ?? "").replace(/:([a-z0-9_+-]+):/g, (whole, code) => (known(code) ? emoji(code) : whole));

/** Return the nodes of a text object of either kind. */
export const nodes = (object, names) => (object?.type === "mrkdwn" ? mrkdwn(object.text, names) : [words(object)]);
