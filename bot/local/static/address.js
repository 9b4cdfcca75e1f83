/** The page's address: who the person is, the open channel, and perhaps a message in it (`?som=U1#C1/1790000000.000001`). */

/** Return what the address says; null for what it leaves out. */
export function address() {
  const [channel, message] = location.hash.slice(1).split("/");
  return { user: new URLSearchParams(location.search).get("som"), channel: channel || null, message: message || null };
}

/** Write who and where into the address, so that a reload or a second tab finds the place again. */
export const writeAddress = (user, channel) => history.replaceState(null, "", `?som=${user}#${channel}`);
