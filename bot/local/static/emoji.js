/** The few emoji the page knows by code. */

const CODES = {
  eyes: "👀", white_check_mark: "✅", "+1": "👍", thumbsup: "👍", pray: "🙏", heart: "❤️", tada: "🎉", warning: "⚠️",
  calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", bell: "🔔", bulb: "💡", memo: "📝", mega: "📣", loudspeaker: "📢", pushpin: "📌",
  train: "🚆", zap: "⚡", ocean: "🌊", star: "⭐", hourglass: "⌛", alarm_clock: "⏰", link: "🔗", x: "❌", heavy_check_mark: "✔️",
  wave: "👋", smile: "😄", slightly_smiling_face: "🙂", thinking_face: "🤔", raised_hands: "🙌", clap: "👏", question: "❓", speech_balloon: "💬", no_entry_sign: "🚫",
};

/** The reactions that are offered: code and what it is called. */
export const OFFERED = [["eyes", "Ser på det"], ["white_check_mark", "Ferdig"], ["no_entry_sign", "Ikke relevant"], ["+1", "Bra"], ["pray", "Takk"]];

/** Return the sign of a code, or the code itself between colons. */
export const emoji = (code) => (Object.hasOwn(CODES, code) ? CODES[code] : `:${code}:`);

/** Return whether a code is known. */
export const known = (code) => Object.hasOwn(CODES, code);
