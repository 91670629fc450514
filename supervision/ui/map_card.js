// Tells how one municipality stands: the one that the page was asked for, or the one that was
// chosen on the map since. The server draws the same when it comes to it; nobody waits for that.

const choices = (globalThis.limburgChoices ??= new EventTarget()); // map.js says what is chosen
const cards = new WeakMap();

export default function (component) {
  const card = component.parentElement.querySelector(".limburg-card");
  cards.get(card)?.abort();
  const gone = new AbortController();
  cards.set(card, gone);
  const { data } = component;
  const draw = () => show(card, data.cards[choices.awaited ?? data.chosen], data.hint);
  for (const event of ["chosen", "shown"]) {
    choices.addEventListener(event, draw, { signal: gone.signal });
  }
  draw();
  return () => gone.abort();
}

function show(card, told, hint) {
  if (!told) {
    card.replaceChildren(made("p", hint, "limburg-card-hint"));
    return;
  }
  const figures = made("dl", "");
  for (const [name, figure] of told.figures) {
    const pair = made("div", "");
    pair.append(made("dt", name), made("dd", figure));
    figures.append(pair);
  }
  const earlier = choices.shown && choices.shown !== told.half_year; // the map plays another
  card.classList.toggle("limburg-earlier", Boolean(earlier));
  const heading = [made("h2", told.name), made("p", told.half_year)];
  card.replaceChildren(...heading, figures, ...told.lines.map(line));
}

// What stands between double asterisks weighs more, as everywhere in our texts.
function line(text) {
  const paragraph = made("p", "");
  text.split("**").forEach((part, at) => paragraph.append(at % 2 ? made("strong", part) : part));
  return paragraph;
}

function made(tag, text, name) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
}
