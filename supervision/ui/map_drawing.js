// Keeps what a map is drawn from for map.js: it is the same for all half-years, and sent once.

const KEPT = 8; // layers and languages; the oldest go first

export default function ({ data }) {
  const drawings = (globalThis.limburgDrawings ??= new EventTarget());
  drawings[data.mark] = data;
  Object.keys(drawings).slice(0, -KEPT).forEach((mark) => delete drawings[mark]);
  drawings.dispatchEvent(new Event(data.mark));
}
