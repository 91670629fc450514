// Puts our words where Streamlit has its own. Fails soft: what is not found stays English.
(() => {
  const settings = /* SETTINGS */ {};
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  const originals = new WeakMap();

  const language = () => {
    const asked = new URLSearchParams(location.search).get(settings.parameter);
    return asked === "en" || settings.words[asked] ? asked : settings.standard;
  };

  const spoken = (text, words) => {
    const bare = text.trim();
    if (!words || !bare) return null;
    if (Object.hasOwn(words.texts, bare)) return text.replace(bare, words.texts[bare]);
    for (const [pattern, replacement] of words.patterns) {
      const found = new RegExp(pattern).exec(bare);
      if (found) return text.replace(bare, bare.replace(found[0], replacement.replace(
        /\$(\d)/g, (_, index) => found[index] ?? "")));
    }
    return null;
  };

  // What stood there before is kept, so that a change of language finds it again.
  const replace = (holder, name, now, write) => {
    const kept = originals.get(holder) ?? {};
    const original = kept[name] && kept[name].written === now ? kept[name].original : now;
    const words = settings.words[language()];
    const wanted = spoken(original, words) ?? original;
    if (wanted === now) return;
    kept[name] = { original, written: wanted };
    originals.set(holder, kept);
    write(wanted);
  };

  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      // Only Streamlit's own elements: what we draw ourselves speaks already.
      if (!node.parentElement?.closest("table.figures, [data-testid='stMarkdown'], script, style"))
        replace(node, "text", node.data, (text) => { node.data = text; });
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ATTRIBUTES) {
      const now = node.getAttribute(name);
      if (now) replace(node, name, now, (text) => node.setAttribute(name, text));
    }
    for (const child of node.childNodes) visit(child);
  };

  let last = null;
  const speak = () => {
    if (language() === last) return;
    last = language();
    document.documentElement.lang = last;
    visit(document.body);
  };

  new MutationObserver((changes) => {
    speak();
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(visit);
      else visit(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ATTRIBUTES,
  });
  speak();

  // The tour for the first visit, once dismissed, stays away in this browser.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-tour_done_button button"))
      document.cookie = "rondleiding=gezien; max-age=31536000; path=/; samesite=strict";
  });
})();
