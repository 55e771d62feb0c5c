// The search box: Chinese, English, pinyin with or without blanks, initials, aliases, codes; then the words of quotes.
(() => {
  "use strict";
  const { data, el, glyph, quote, term, verbatim } = aid;
  const MOST = 8;
  const folded = text => (/[^\u4e00-\u9fff]/.test(text) ? text.toLowerCase().normalize("NFKD") : text).replace(/[\u0300-\u036f'’\s-]/g, "");
  const initials = text => text.split(/\s+/).map(part => part[0] || "").join("").toLowerCase();

  // Made when first needed, or when the browser has nothing else to do.
  let made = null;
  const keys = () => (made = made || {
    names: data.entities.filter(entity => entity.claims.size).map(entity => ({
      entity,
      keys: [entity.zh, entity.en, entity.pinyin, ...entity.aliases, ...entity.codes.map(code => code[1])].filter(Boolean).map(folded).concat(entity.pinyin ? initials(entity.pinyin) : []),
    })),
    quotes: data.claims.map(claim => ({ claim, text: folded(quote(claim) + claim.programmes.join(" ")) })),
  });
  if (window.requestIdleCallback) requestIdleCallback(keys);

  // Names first: whole, then at the start, then inside; among equals those with more claims. Quotes only after names.
  const hits = text => {
    const wanted = folded(text);
    if (!wanted) return [];
    const ranked = [];
    for (const { entity, keys: own } of keys().names) {
      let rank = 3;
      for (const key of own) {
        if (key === wanted) rank = 0;
        else if (rank > 1 && key.startsWith(wanted)) rank = 1;
        else if (rank > 2 && wanted.length > 1 && key.includes(wanted)) rank = 2;
      }
      if (rank < 3) ranked.push({ entity, rank });
    }
    const group = hit => Number(hit.entity.type === "Group");
    ranked.sort((a, b) => a.rank - b.rank || group(a) - group(b) || b.entity.claims.size - a.entity.claims.size || a.entity.index - b.entity.index);
    const found = ranked.slice(0, MOST);
    for (const { claim, text: words } of keys().quotes) {
      if (found.length >= MOST) break;
      if (words.includes(wanted)) found.push({ claim });
    }
    return found;
  };
  const target = hit => (hit.entity ? `e:${hit.entity.key}` : `c:${hit.claim.id}`);

  const box = lang => {
    const words = aid.words(lang);
    const list = el("ul", { class: "hits", role: "listbox", id: "hits", hidden: true, "aria-label": words.searchShort });
    const input = el("input", {
      type: "search", role: "searchbox", class: "search", placeholder: words.search, "aria-label": words.search, autocomplete: "off", spellcheck: "false",
      "aria-controls": "hits", "data-focus": "search",
    });
    let found = [], active = 0;
    const choose = hit => {
      const state = aid.state();
      const shut = new Set(state.shut);
      if (hit.entity) for (const row of aid.rowsOf(hit.entity)) for (let above = row.parent; above; above = above.parent) shut.delete(`${row.side}/${above.key}`);
      const forms = new Set(state.forms), relations = new Set(state.relations);
      const reached = hit.entity ? [...hit.entity.claims] : [hit.claim];
      if (!reached.some(claim => aid.isShown(claim, state))) for (const claim of reached) { forms.add(claim.form); relations.add(claim.relation); }
      close();
      input.value = hit.entity ? aid.label(hit.entity, lang) : input.value;
      aid.go({ select: target(hit), shut, forms, relations });
    };
    const close = () => { list.hidden = true; };
    const show = () => {
      list.replaceChildren(...found.map((hit, at) => el("li", { role: "option", id: `hit-${at}`, "aria-selected": String(at === active), on: { mousedown: event => { event.preventDefault(); choose(hit); } } },
        hit.entity
          ? [glyph(hit.entity.type), aid.name(hit.entity, lang), el("span", { class: "note" }, term("type", hit.entity.type, lang) || hit.entity.type), el("span", { class: "count" }, String(hit.entity.claims.size))]
          : [el("span", { class: "note" }, words.inQuotes), verbatim(quote(hit.claim), "q")])));
      if (!found.length && input.value.trim()) list.append(el("li", { class: "nothing" }, words.hits(0)));
      list.hidden = !input.value.trim();
      if (found.length) input.setAttribute("aria-activedescendant", `hit-${active}`);
    };
    const look = () => { found = hits(input.value); active = 0; show(); };
    input.addEventListener("input", look);
    input.addEventListener("focus", () => { if (input.value) { input.select(); } });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", event => {
      if (event.isComposing) return;
      if (event.key === "Enter") { look(); if (found[active]) choose(found[active]); event.preventDefault(); }
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        active = found.length ? (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length : 0;
        show();
        event.preventDefault();
      } else if (event.key === "Escape") { close(); event.stopPropagation(); }
    });
    return el("div", { class: "search-box" }, input, list);
  };
  Object.assign(aid, { hits, searchBox: box });
})();
