// Draws what supervision/ui/map_chart.py sends: colours and figures on the sheets, one half-year
// or all in turn, and tells the server which municipality or half-year was chosen. All texts come
// from there too, and are set as text, never as markup; the sheets are markup of our own making.

const PACE = 1400; // milliseconds per half-year while playing
const SETTLED = 500; // milliseconds without a move of the slider before a half-year is chosen
const PRESSED = 150; // the same after a button: who presses twice wants the second
const PATIENCE = 5000; // milliseconds for an answer of the server
const AHEAD = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const maps = new WeakMap();
const choices = (globalThis.limburgChoices ??= new EventTarget()); // for the card beside the map
const drawings = (globalThis.limburgDrawings ??= new EventTarget()); // map_drawing.js fills it

export default function (component) {
  const root = component.parentElement.querySelector(".limburg");
  if (!maps.has(root)) maps.set(root, new LimburgMap(root));
  const map = maps.get(root);
  map.expect(component.data, component.setTriggerValue);
  return () => map.leave();
}

class LimburgMap {
  constructor(root) {
    this.root = root;
    this.awaited = this.arrived = null;
    this.asked = null; // half-year and municipality of which the server has not answered yet
    this.play = this.part("play");
    this.back = this.part("back");
    this.on = this.part("on");
    this.back.onclick = () => this.go(-1);
    this.on.onclick = () => this.go(1);
    this.slider = root.querySelector("input");
    this.pointed = null;
    this.play.onclick = () => (this.playing ? this.stop() : this.start());
    this.slider.oninput = () => this.slide();
    const drawn = this.part("maps");
    drawn.onclick = (event) => this.choose(codeOf(event.target));
    drawn.onpointerover = (event) => this.point(codeOf(event.target));
    drawn.onpointerleave = () => this.point(null);
    drawn.onkeydown = (event) => this.key(event);
    this.gone = new AbortController(); // a map may be made anew on the same elements
    const { signal } = this.gone;
    drawn.addEventListener("focusin", (event) => this.point(codeOf(event.target)), { signal });
    drawn.addEventListener("focusout", () => this.point(null), { signal });
  }

  part(name) {
    return this.root.querySelector(`.limburg-${name}`);
  }

  // The drawing can come before or after what is said of it.
  expect(data, send) {
    drawings.removeEventListener(this.awaited, this.arrived);
    const drawing = drawings[data.drawing];
    if (drawing) {
      this.receive({ ...drawing, ...data }, send);
      return;
    }
    this.awaited = data.drawing;
    this.arrived = () => this.expect(data, send);
    drawings.addEventListener(data.drawing, this.arrived, { once: true });
  }

  // An answer to what was asked before the last press is late: the map stays where the press led.
  receive(data, send) {
    this.last = data;
    const asked = this.asked ?? data;
    const other = asked.now !== data.now || asked.chosen !== data.chosen;
    const late = this.data?.drawing === data.drawing && (this.settling || other);
    if (!late) this.answered();
    this.data = late ? { ...data, chosen: this.data.chosen } : data;
    this.send = send;
    if (this.sheets !== data.sheets.mark) this.unfold(data.sheets);
    this.areas.setAttribute("aria-label", data.words.list);
    this.part("caption").textContent = data.sheets.title;
    this.part("text").textContent = data.text;
    this.slider.max = data.frames.length - 1;
    this.slider.setAttribute("aria-label", data.words.slider);
    this.part("time").hidden = data.frames.length < 2;
    this.root.querySelector("datalist").replaceChildren(
      ...data.frames.map((_, number) => made("option", { value: number })),
    );
    this.label();
    this.show(late ? this.number : data.now);
    this.mark("chosen", this.data.chosen);
    this.tell();
  }

  unfold(sheets) {
    this.sheets = sheets.mark;
    this.part("province").innerHTML = sheets.province;
    this.part("close-up-sheet").innerHTML = sheets.closeUp;
    this.areas = this.root.querySelector(".limburg-province .limburg-areas");
    this.areas.setAttribute("role", "listbox");
    // One stop for the Tab key; from there the arrow keys lead to the neighbours.
    this.options = new Map([...this.areas.children].map((area) => [area.dataset.code, area]));
    for (const area of this.options.values()) area.setAttribute("role", "option");
  }

  each(selector, act) {
    this.root.querySelectorAll(selector).forEach(act);
  }

  show(number) {
    this.number = number;
    choices.shown = this.data.frames[number].name;
    choices.dispatchEvent(new Event("shown"));
    const { frames, classes, names, chosen } = this.data;
    const frame = frames[number];
    const classOf = (code) => classes[frame.places[code] ?? classes.length - 1];
    this.part("message").textContent = frame.message;
    this.part("detail").textContent = frame.detail;
    this.root.querySelector("output").textContent = frame.name;
    this.slider.value = number;
    leadsTo(this.back, frames[number - 1], (name) => `◀ ${name}`);
    leadsTo(this.on, frames[number + 1], (name) => `${name} ▶`);
    this.slider.setAttribute("aria-valuetext", `${frame.name}: ${frame.message}`);
    this.part("legend").replaceChildren(
      ...classes.map((each, at) =>
        legendEntry(each, frame.counts[at], frame.norm?.place === at ? frame.norm : null),
      ),
      regionEntry(this.data.words.region),
    );
    this.each(".limburg-areas [data-code]", (area) => {
      area.style.fill = classOf(area.dataset.code).fill;
    });
    this.each(".limburg-labels [data-of]", (text) => {
      const code = text.dataset.of;
      const inside = !text.matches(".limburg-left, .limburg-right");
      text.style.fill = inside ? classOf(code).ink : "";
      text.classList.toggle("limburg-on-hatch", inside && classOf(code).hatched);
      if (text.classList.contains("limburg-figure")) text.textContent = frame.figures[code] ?? "";
    });
    for (const [code, area] of this.options) {
      const figure = frame.figures[code] ?? "";
      area.setAttribute("aria-label", `${names[code]}: ${figure}, ${classOf(code).name}`);
      area.setAttribute("aria-selected", String(code === chosen));
      area.tabIndex = code === (chosen ?? this.options.keys().next().value) ? 0 : -1;
    }
    this.classOf = classOf;
  }

  // What is told of the municipality that is pointed at, else of the one that is chosen.
  tell() {
    const { data, number } = this;
    const code = this.pointed ?? data.chosen;
    const told = this.part("told");
    if (!code || !data.names[code]) {
      told.replaceChildren(made("p", {}, data.words.hint));
      return;
    }
    const figure = data.frames[number].figures[code] ?? "";
    const lines = number === data.now ? data.lines[code] : [];
    told.replaceChildren(
      made("p", { className: "limburg-told-name" }, data.names[code]),
      made("p", {}, `${figure} · ${this.classOf(code).name}`),
      ...lines.map((line) => made("p", {}, line)),
    );
  }

  point(code) {
    if (code === this.pointed) return;
    this.pointed = code;
    this.mark("pointed", code);
    this.tell();
  }

  // Draws the outline of a municipality on top of all borders, on both sheets.
  mark(kind, code) {
    this.each(`.limburg-${kind}`, (old) => old.remove());
    if (!code) return;
    this.each(`.limburg-areas [data-code="${CSS.escape(code)}"]`, (area) => {
      for (const part of ["casing", "line"]) {
        const outline = area.cloneNode();
        for (const name of area.getAttributeNames()) {
          if (name !== "d") outline.removeAttribute(name);
        }
        outline.setAttribute("class", `limburg-${kind} limburg-${part}`);
        area.ownerSVGElement.querySelector(".limburg-marks").append(outline);
      }
    });
  }

  // The map and the card beside it answer at once; the page, with its tables, follows.
  choose(code) {
    if (!code || code === this.data.chosen) return;
    this.halt();
    this.label();
    this.data = { ...this.data, chosen: code };
    this.mark("chosen", code);
    this.tell();
    this.ask();
  }

  key(event) {
    const code = codeOf(event.target);
    if (!code) return;
    if (event.key === "Enter" || event.key === " ") this.choose(code);
    else if (event.key === "Escape") this.point(null);
    else if (AHEAD[event.key]) this.step(code, AHEAD[event.key]);
    else return;
    event.preventDefault();
  }

  // To the nearest municipality in a direction, up to twice as far to the side as ahead; what
  // lies to the side counts double.
  step(code, [right, down]) {
    const [x, y] = middle(this.options.get(code));
    let [best, nearest] = [null, Infinity];
    for (const [other, area] of this.options) {
      const [dx, dy] = middle(area).map((at, axis) => at - [x, y][axis]);
      const ahead = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      const distance = ahead + 2 * aside;
      if (ahead > 0 && aside <= 2 * ahead && distance < nearest) {
        [best, nearest] = [other, distance];
      }
    }
    if (!best) return;
    this.options.get(code).tabIndex = -1;
    this.options.get(best).tabIndex = 0;
    this.options.get(best).focus();
  }

  slide() {
    this.turn(Number(this.slider.value), SETTLED);
  }

  // To the half-year before or after; the focus stays on a button that still leads somewhere.
  go(by) {
    const [pressed, other] = by < 0 ? [this.back, this.on] : [this.on, this.back];
    this.turn(this.number + by, PRESSED);
    if (pressed.hidden) other.focus();
  }

  turn(number, wait) {
    this.halt();
    this.label();
    this.show(number);
    this.tell();
    this.settling = setTimeout(() => this.settle(), wait);
  }

  // Playing needs no server; where it stops, the page follows.
  start() {
    this.halt();
    this.playing = setInterval(() => this.next(), PACE);
    if (this.number === this.data.frames.length - 1) this.show(0);
    this.label();
    this.tell();
  }

  next() {
    this.show(this.number + 1);
    this.tell();
    if (this.number === this.data.frames.length - 1) this.stop();
  }

  stop() {
    this.halt();
    this.label();
    this.settle();
  }

  halt() {
    clearInterval(this.playing);
    clearTimeout(this.settling);
    this.playing = this.settling = null;
  }

  label() {
    const { play, stop } = this.data.words;
    this.root.classList.toggle("limburg-playing", Boolean(this.playing));
    this.play.textContent = this.playing ? `❚❚ ${stop}` : `▶ ${play}`;
  }

  settle() {
    this.settling = null;
    if (this.number !== (this.asked ?? this.data).now) this.ask();
  }

  // Both at once: of two questions on the way the server would know the last only.
  ask() {
    const { frames, chosen } = this.data;
    this.asked = { now: this.number, chosen };
    choices.awaited = chosen;
    choices.dispatchEvent(new Event("chosen"));
    this.send("choice", { half_year: frames[this.number].halfYear, municipality: chosen });
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.giveUp(), PATIENCE);
  }

  // No such answer came, as when something else was chosen meanwhile: what was said last holds.
  giveUp() {
    this.answered();
    this.receive(this.last, this.send);
  }

  answered() {
    this.halt();
    clearTimeout(this.waiting);
    this.asked = choices.awaited = null;
  }

  leave() {
    this.gone.abort();
    this.answered();
    choices.shown = null;
    drawings.removeEventListener(this.awaited, this.arrived);
    maps.delete(this.root);
  }
}

function leadsTo(button, frame, label) {
  button.hidden = !frame;
  button.textContent = frame ? label(frame.halfYear) : "";
}

// A norm is a line through the swatch of its class, or on its edge where the class begins with it.
function legendEntry(each, count, norm) {
  const swatch = made("span", { className: "limburg-swatch" });
  swatch.classList.toggle("limburg-hatched", each.hatched);
  if (!each.hatched) swatch.style.background = each.fill;
  const name = each.sign ? `${each.sign} · ${each.name}` : each.name;
  const entry = made("li", {}, "");
  entry.append(swatch, made("span", {}, name));
  if (norm) {
    swatch.classList.add(norm.inside ? "limburg-norm-inside" : "limburg-norm-edge");
    entry.append(made("span", { className: "limburg-norm" }, norm.text));
  }
  entry.append(made("span", { className: "limburg-count" }, count));
  return entry;
}

function regionEntry(name) {
  const entry = made("li", {}, "");
  entry.append(made("span", { className: "limburg-swatch limburg-region-swatch" }), name);
  return entry;
}

function codeOf(element) {
  return element.closest?.("[data-code]")?.dataset.code ?? null;
}

function middle(area) {
  const { x, y, width, height } = area.getBBox();
  return [x + width / 2, y + height / 2];
}

function made(tag, properties, text) {
  const element = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) element.textContent = text;
  return element;
}
