// One state, in the URL's hash: view, selection, filters, folds, sorting, language, theme. Every view is a function of it.
(() => {
  "use strict";
  const { data } = aid;
  const VIEWS = ["trees", "matrix", "map", "timeline", "overview", "network", "documents", "table", "about"];
  const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
  const LIFTS = ["auto", "province", "prefecture", "county", "own"];
  const forms = aid.terms("form").filter(form => data.claims.some(claim => claim.form === form));
  const relations = aid.terms("relation").filter(name => data.claims.some(claim => claim.relation === name));
  // Aggregates, plans, curated and inferred statements stay out until asked for, as everywhere in aidgraph.
  const usual = forms.includes("act") ? ["act"] : forms;
  // Beyond a thousand the trees are folded so far that the overview says more at first.
  const first = data.entities.filter(entity => entity.claims.size).length > 1000 ? "overview" : "trees";
  const defaults = () => ({
    view: first, select: null, relations: new Set(relations), forms: new Set(usual), open: new Set(), shut: new Set(),
    ...aid.clearedFilters(), shelf: null, sort: null, steps: 1, lift: "auto", cells: "count", facets: false, story: 0, lang: null, theme: "auto",
  });

  const quiet = text => encodeURIComponent(text).replace(/%(2F|3A|40|2C)/gi, decodeURIComponent);
  const list = set => [...set].sort().map(quiet).join("|");
  const parts = text => new Set(text.split("|").filter(Boolean).map(decodeURIComponent));
  const equal = (a, b) => a.size === b.size && [...a].every(x => b.has(x));

  const toHash = state => {
    const usually = defaults();
    const pairs = [];
    const put = (name, text) => pairs.push(`${name}=${text}`);
    if (state.view !== first) put("view", state.view);
    if (state.select) put("select", quiet(state.select));
    if (!equal(state.relations, usually.relations)) put("relation", list(state.relations));
    if (!equal(state.forms, usually.forms)) put("with", list(state.forms));
    if (state.open.size) put("open", list(state.open));
    if (state.shut.size) put("shut", list(state.shut));
    for (const name of aid.FACETS) if (state[name].size) put(name, list(state[name]));
    for (const name of ["from", "to"]) if (state[name]) put(name, state[name]);
    if (state.clock !== "told") put("clock", state.clock);
    if (state.shelf) put("shelf", quiet(state.shelf));
    if (state.lift !== "auto") put("lift", state.lift);
    if (state.cells !== "count") put("cells", state.cells);
    if (state.facets) put("facets", "open");
    if (state.story) put("story", state.story);
    if (state.sort) put("sort", state.sort);
    if (state.steps !== 1) put("steps", state.steps);
    if (state.lang) put("lang", state.lang);
    if (state.theme !== "auto") put("theme", state.theme);
    return `#${pairs.join("&")}`;
  };
  const decoded = text => {
    try { return decodeURIComponent(text); } catch { return null; }
  };
  const fromHash = hash => {
    const state = defaults();
    for (const pair of hash.replace(/^#/, "").split("&")) {
      const at = pair.indexOf("=");
      if (at < 0) continue;
      const name = pair.slice(0, at), text = pair.slice(at + 1), plain = decoded(text);
      if (plain === null) continue;
      if (name === "view" && VIEWS.includes(plain)) state.view = plain;
      else if (name === "select") state.select = plain;
      else if (name === "relation") state.relations = new Set([...parts(text)].filter(x => relations.includes(x)));
      else if (name === "with") state.forms = new Set([...parts(text)].filter(x => forms.includes(x)));
      else if (name === "open") state.open = parts(text);
      else if (name === "shut") state.shut = parts(text);
      else if (aid.FACETS.includes(name)) state[name] = parts(text);
      else if ((name === "from" || name === "to") && DATE.test(plain)) state[name] = plain;
      else if (name === "clock" && ["told", "meant"].includes(plain)) state.clock = plain;
      else if (name === "shelf") state.shelf = plain;
      else if (name === "lift" && LIFTS.includes(plain)) state.lift = plain;
      else if (name === "cells" && plain === "amount") state.cells = plain;
      else if (name === "facets") state.facets = plain === "open";
      else if (name === "story" && /^\d{1,3}$/.test(plain)) state.story = Math.min(Number(plain), data.story ? data.story.steps.length : 0);
      else if (name === "sort" && /^-?[a-z]+$/.test(plain)) state.sort = plain;
      else if (name === "steps" && /^[0-3]$/.test(plain)) state.steps = Number(plain);
      else if (name === "lang" && ["zh", "en"].includes(plain)) state.lang = plain;
      else if (name === "theme" && ["light", "dark"].includes(plain)) state.theme = plain;
    }
    return state;
  };

  let current = fromHash(location.hash);
  const language = (state = current) =>
    state.lang || data.lang || ((navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en");
  const go = change => {
    current = { ...current, ...change };
    const hash = toHash(current);
    if (hash !== location.hash && !(hash === "#" && !location.hash)) location.hash = hash;
    aid.render(current);
  };
  addEventListener("hashchange", () => {
    if (toHash(current) === location.hash) return;
    current = fromHash(location.hash);
    aid.render(current);
  });
  // The address of a state that differs from the present one: what a plain link can point at.
  const address = change => toHash({ ...current, ...change });
  Object.assign(aid, { VIEWS, LIFTS, DATE, fromHash, forms, relations, go, address, language, state: () => current });
})();
