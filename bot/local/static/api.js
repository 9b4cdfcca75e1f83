/** The page's talk with the server. */

/** Send one thing the person did. Returns the server's JSON; throws a sentence if it was refused or not reached. */
export async function post(path, body) {
  let response;
  try {
    response = await fetch(`/_local/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    throw new Error("Fikk ikke kontakt med øvingsrommet. Sjekk at det kjører, og prøv igjen.");
  }
  return read(response);
}

/** Upload a file and share it where the person is. Throws as `post` does. */
export async function give(file, where) {
  const asked = new URLSearchParams({ ...where, name: file.name });
  let response;
  try {
    response = await fetch(`/_local/file?${asked}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
  } catch {
    throw new Error("Filen kom ikke fram. Sjekk at øvingsrommet kjører, og prøv igjen.");
  }
  if (response.status === 413) throw new Error("Filen er for stor. Øvingsrommet tar imot filer på inntil 32 MB.");
  return read(response);
}

/** Return where a person fetches a file. */
export const fileUrl = (file, user) => `${location.origin}/_local/file/${file.id}?user=${encodeURIComponent(user)}`;

/** Return everything a person sees now. */
export const fetchState = async (user) => read(await fetch(`/_local/state${user ? `?user=${encodeURIComponent(user)}` : ""}`));

async function read(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.error) throw new Error(answer.error ?? "Øvingsrommet svarte ikke som ventet. Last siden på nytt.");
  return answer;
}

/** Follow what happens. `onEvent` gets each event, `onLost` is called once when the line breaks. Return how to stop. */
export function follow(user, onEvent, onLost) {
  let lost = false;
  const stream = new EventSource(`/_local/stream?user=${encodeURIComponent(user)}`);
  stream.onmessage = ({ data }) => {
    lost = false;
    onEvent(JSON.parse(data));
  };
  stream.onerror = () => {
    if (!lost) onLost();
    lost = true;
    if (stream.readyState === EventSource.CLOSED) again = setTimeout(() => { stop = follow(user, onEvent, onLost); }, 2000);
  };
  let again = 0;
  let stop = () => {
    clearTimeout(again);
    stream.close();
  };
  return () => stop();
}
