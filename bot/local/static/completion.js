/** What can complete what a person is typing: a command at the start, a person after @, a channel after #. */

/**
 * Return `{from, to, options}` for the caret, or null. Each option is `{insert, title, detail, hint}`; `insert` replaces
 * the text between `from` and `to`.
 */
export function completions(text, caret, { commands, people, rooms }) {
  const before = text.slice(0, caret);
  const command = /^\/(\S*)$/.exec(before);
  if (command) return found(0, caret, commands.map(asCommand), command[1]);
  const name = /(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!name) return null;
  const options = name[1] === "@" ? people.map(asPerson) : rooms.map(asRoom);
  return found(caret - name[2].length - 1, caret, options, name[2]);
}

function found(from, to, options, typed) {
  const match = options.filter(({ keys }) => keys.some((key) => key.toLowerCase().startsWith(typed.toLowerCase())));
  return match.length ? { from, to, options: match } : null;
}

const asCommand = ({ command, description, usage_hint: hint }) => ({ keys: [command.slice(1)], insert: `${command} `, title: command, detail: description, hint });

const asPerson = ({ name, real_name: full }) => ({ keys: [name, ...full.split(" ")], insert: `@${name} `, title: full, detail: `@${name}` });

const asRoom = ({ name, topic }) => ({ keys: [name], insert: `#${name} `, title: `#${name}`, detail: topic ?? "" });

/** Return the command a text begins with, or undefined. */
export const commandOf = (text, commands) => commands.find(({ command }) => text === command || text.startsWith(`${command} `));
