/** Norwegian times of the demo clock. All moments are ISO texts or Dates, shown in the workspace's zone; days are «2026-10-05». */

const WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];
const MONTHS = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];

const formatIn = (timeZone) => new Intl.DateTimeFormat("en-GB", {
  timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

let format = formatIn("Europe/Oslo");

/** Show times in this zone from now on. */
export function useZone(zone) {
  format = formatIn(zone);
}

/** Return «2026-10-05» and «08:00» of a moment. */
export function local(moment) {
  const part = Object.fromEntries(format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/** Return a day's number, counted from 1970, for sums with days. */
export const number = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86400000);

/** Return the day with that number. */
export const fromNumber = (count) => new Date(count * 86400000).toISOString().slice(0, 10);

/** Return 0 for Monday to 6 for Sunday. */
export const weekday = (day) => (number(day) + 3) % 7;

/** Return the ISO week of a day. */
export function week(day) {
  const thursday = fromNumber(number(day) - weekday(day) + 3);
  return 1 + Math.floor((number(thursday) - number(`${thursday.slice(0, 4)}-01-01`)) / 7);
}

/** Return «oktober 2026». */
export const monthName = (day) => `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** Return «mandag 5. oktober», with the year when it is not today's. */
export function dayName(day, today) {
  const year = today && today.slice(0, 4) === day.slice(0, 4) ? "" : ` ${day.slice(0, 4)}`;
  return `${WEEKDAYS[weekday(day)]} ${Number(day.slice(8))}. ${MONTHS[Number(day.slice(5, 7)) - 1]}${year}`;
}

/** Return «I dag», «I går» or «Mandag 5. oktober». */
export function dayHeading(day, today) {
  const ago = number(today) - number(day);
  const name = dayName(day, today);
  if (ago === 0) return `I dag, ${name}`;
  if (ago === 1) return `I går, ${name}`;
  return name[0].toUpperCase() + name.slice(1);
}

/** Return «8.05» of «08:05». */
export const clock = (time) => time.replace(/^0(?=\d)/, "").replace(":", ".");

/** Return «08:05» of what a person writes («8», «8.05», «0805», «08:05»), or null. */
export function readTime(text) {
  const match = /^\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:]?(\d{2}))?\s*$/i.exec(text);
  if (!match || Number(match[1]) > 23 || Number(match[2] ?? 0) > 59) return null;
  return `${match[1].padStart(2, "0")}:${match[2] ?? "00"}`;
}
