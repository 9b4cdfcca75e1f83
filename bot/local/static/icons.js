/** The page's own line drawings, 24 units square. */

const SHAPES = {
  hash: ["M9 4 7 20", "M17 4l-2 16", "M4 9h17", "M3 15h17"],
  clock: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M12 7v5l3.5 2"],
  skip: ["M5 5v14l8-7z", "M15 5v14l5-7z"],
  calendar: ["M5 6h14a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 5 6z", "M3.5 10.5h17", "M8 3.5V8", "M16 3.5V8"],
  send: ["M4 12 20 4l-5 16-3.5-6.5z", "M11.5 13.5 20 4"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  more: ["M5.5 12h.01", "M12 12h.01", "M18.5 12h.01"],
  reply: ["M20 12a8 7 0 0 1-8 7c-1.3 0-2.5-.2-3.6-.7L4 20l1.2-3.6A6.6 6.6 0 0 1 4 12a8 7 0 0 1 16 0z"],
  smile: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M8.5 14a4 4 0 0 0 7 0", "M9 9.5h.01", "M15 9.5h.01"],
  hidden: ["M4 4l16 16", "M9.9 5.7A9.6 9.6 0 0 1 21 12a12 12 0 0 1-2.6 3.3", "M6.5 7.5A12 12 0 0 0 3 12a9.7 9.7 0 0 0 12.5 5.6", "M10 10.2a2.7 2.7 0 0 0 3.8 3.8"],
  down: ["M6 9.5l6 6 6-6"],
  left: ["M14.5 6l-6 6 6 6"],
  right: ["M9.5 6l6 6-6 6"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  plus: ["M12 5v14", "M5 12h14"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  spark: ["M12 3.5l2 6.5 6.5 2-6.5 2-2 6.5-2-6.5-6.5-2 6.5-2z"],
  clip: ["M20 11.5 12 19.5a5 5 0 0 1-7-7l8-8a3.4 3.4 0 0 1 4.8 4.8l-8 8a1.8 1.8 0 0 1-2.5-2.5l7.2-7.2"],
  link: ["M7 17 17 7", "M9 7h8v8"],
};

/** Return a drawing by name; it is decoration, the words are beside it. */
export function icon(name, extra = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["class", `icon icon-${name} ${extra}`.trim()]]) svg.setAttribute(key, value);
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}

/** Return Pådriver's mark: a push forward. */
export function mark() {
  const svg = icon("right", "mark");
  svg.replaceChildren();
  for (const [shape, name] of [["M5 6.5l5.5 5.5L5 17.5", "mark-first"], ["M12 6.5l5.5 5.5-5.5 5.5", "mark-second"]]) {
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("d", shape);
    path.setAttribute("class", name);
    svg.append(path);
  }
  return svg;
}
