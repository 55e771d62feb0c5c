// The filters on the screen: a heading a column with live counts, and above every view what stands and how to undo it.
(() => {
  "use strict";
  const { el, verbatim, term } = aid;
  const MOST = 10;
  const SHOWN = ["status", "sector", "modality", "amount", "level", "type", "year", "named", "reviewed", "document"];
  const toggled = (set, value) => {
    const next = new Set(set);
    if (next.has(value)) next.delete(value); else next.add(value);
    return next;
  };
  const label = (name, value, lang) => {
    const text = aid.facetText(name, value, lang);
    return name === "document" || aid.BODIES.includes(name) || text === value ? verbatim(text) : text;
  };
  // Values in the order of their list, or the most frequent first; years and amounts by size.
  const ordered = (name, counts, chosen) => {
    const values = [...new Set([...counts.keys(), ...chosen])];
    const list = { level: "type", type: "type", status: "status" }[name];
    const known = list ? aid.terms(list) : null;
    const many = value => counts.get(value) || 0;
    if (known) return values.sort((a, b) => known.indexOf(a) - known.indexOf(b));
    if (name === "year" || name === "amount") return values.sort((a, b) => (a === "none") - (b === "none") || (a < b ? -1 : 1));
    return values.sort((a, b) => (a === "none") - (b === "none") || many(b) - many(a) || (a < b ? -1 : 1));
  };
  const group = (name, state, lang) => {
    const words = aid.words(lang);
    const counts = aid.weigh(state).count()[name];
    const values = ordered(name, counts, state[name]);
    if (values.length < 2 && !state[name].size) return null;
    const kept = values.filter((value, at) => at < MOST || state[name].has(value));
    const most = Math.max(1, ...kept.map(value => counts.get(value) || 0));
    return el("div", { class: "facet", role: "group", "aria-label": words.facet[name] },
      el("h3", {}, words.facet[name]),
      el("ul", {}, kept.map(value => el("li", {}, el("button", {
        type: "button", class: "facet-value", "aria-pressed": String(state[name].has(value)), "data-filter": `${name} ${value}`, "data-focus": `facet ${name} ${value}`,
        vars: { "--share": `${(100 * (counts.get(value) || 0)) / most}%` }, on: { click: () => aid.go({ [name]: toggled(state[name], value) }) },
      }, el("span", { class: "value" }, label(name, value, lang)), el("span", { class: "count" }, String(counts.get(value) || 0)))))),
      values.length > kept.length && el("p", { class: "note" }, words.moreValues(values.length - kept.length)));
  };
  const dates = (state, lang) => {
    const words = aid.words(lang);
    const field = name => {
      const input = el("input", { type: "text", inputmode: "numeric", class: "date", value: state[name] || "", placeholder: "2017-08", title: words.dateHelp, "aria-label": `${words.timeTitle} ${words[name]}`, "data-focus": `date ${name}`, "data-date": name, size: 12 });
      input.addEventListener("change", () => {
        const text = input.value.trim();
        if (!text || aid.DATE.test(text)) aid.go({ [name]: text || null });
        else input.setAttribute("aria-invalid", "true");
      });
      return el("label", { class: "date-field" }, el("span", {}, words[name]), input);
    };
    return el("div", { class: "facet", role: "group", "aria-label": words.timeTitle },
      el("h3", {}, words.timeTitle),
      el("div", { class: "choices" }, ["told", "meant"].map(clock => el("button", { type: "button", "aria-pressed": String(state.clock === clock), "data-focus": `clock ${clock}`, on: { click: () => aid.go({ clock }) } }, words.clocks[clock]))),
      field("from"), field("to"));
  };
  const toggle = state => {
    const words = aid.words(aid.language());
    const n = aid.standingFilters(state).length;
    return el("button", { type: "button", class: "chip facets-toggle", "aria-expanded": String(state.facets), "aria-controls": "facets", title: state.facets ? words.facetsShut : words.facetsOpen, "data-focus": "facets", on: { click: () => aid.go({ facets: !state.facets }) } },
      el("span", { class: "wide-only" }, words.facets), el("span", { class: "narrow-only" }, words.filters), n > 0 && el("span", { class: "count" }, String(n)), el("span", { "aria-hidden": "true", class: "caret" }, state.facets ? "▴" : "▾"));
  };
  const open = state => {
    const lang = aid.language();
    return state.facets && aid.data.claims.length > 0
      ? el("section", { class: "facets", id: "facets", "aria-label": aid.words(lang).facets }, SHOWN.map(name => group(name, state, lang)), dates(state, lang))
      : null;
  };
  // What stands, each with a cross that takes it away.
  const strip = state => {
    const lang = aid.language(), words = aid.words(lang);
    const list = aid.standingFilters(state);
    if (!list.length) return null;
    const colon = lang === "zh" ? "：" : ": ", comma = lang === "zh" ? "、" : ", ";
    return el("div", { class: "standing", role: "group", "aria-label": words.facets },
      list.map(({ name, values }) => {
        const title = name === "time" ? words.timeTitle : words.facet[name];
        return el("button", { type: "button", class: "standing-one", title: words.remove(title), "data-standing": name, "data-focus": `standing ${name}`, on: { click: () => aid.go(name === "time" ? { from: null, to: null } : { [name]: new Set() }) } },
          el("span", { class: "note" }, `${title}${colon}`), name === "time" ? aid.timeText(state, lang) : values.map((value, at) => [at ? comma : "", label(name, value, lang)]), el("span", { "aria-hidden": "true", class: "cross" }, "×"));
      }),
      el("button", { type: "button", class: "quiet", "data-focus": "clear-filters", on: { click: () => aid.go(aid.clearedFilters()) } }, words.clearFilters));
  };
  // From a body's panel: only its claims, in every view.
  const only = (entity, claims, state, lang) => {
    const words = aid.words(lang);
    const roles = aid.BODIES.filter(name => name === "place" || claims.some(claim => aid.plays(entity, claim, `${name}s`)));
    return el("p", { class: "only" }, el("span", { class: "note" }, words.only), (roles.length > 2 ? roles : roles.filter(name => name !== "place")).map(name => el("button", {
      type: "button", class: "quiet", "aria-pressed": String(state[name].has(entity.key)), "data-focus": `only ${name}`, on: { click: () => aid.go({ [name]: state[name].has(entity.key) ? new Set() : new Set([entity.key]) }) },
    }, words.onlyAs[name])));
  };
  Object.assign(aid, { facetsToggle: toggle, facetsPanel: open, standingStrip: strip, onlyButtons: only, term });
})();
