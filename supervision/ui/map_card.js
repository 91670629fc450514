// Tells how one municipality stands: the one that the page was asked for, or the one that was
// chosen on the map since. The server draws the same when it comes to it; nobody waits for that.

const choices = (globalThis.limburgChoices ??= new EventTarget()); // map.js says what is chosen
const listening = new WeakMap();

export default function (component) {
  const card = component.parentElement.querySelector(".limburg-card");
  const { cards, chosen, hint } = component.data;
  choices.removeEventListener("chosen", listening.get(card));
  const told = (event) => show(card, cards[event.detail], hint);
  listening.set(card, told);
  choices.addEventListener("chosen", told);
  show(card, cards[chosen], hint);
  return () => choices.removeEventListener("chosen", told);
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
  card.replaceChildren(made("h2", told.name), made("p", told.half_year), figures, ...told.lines.map(line));
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
