// What stands around every view: title, the sentence that sums it up, search, language, theme, the key that filters.
(() => {
  "use strict";
  const { data, el, svg, verbatim, term } = aid;

  const header = state => {
    const lang = aid.language(), words = aid.words(lang);
    const themes = ["auto", "light", "dark"];
    const next = themes[(themes.indexOf(state.theme) + 1) % 3];
    return el("header", { class: "top" },
      aid.servedNote && aid.servedNote(),
      el("a", { class: "skip", href: aid.address({ view: "table" }) }, words.skip),
      el("div", { class: "heading" },
        el("p", { class: "kicker" }, words.kicker),
        el("h1", {}, data.title ? verbatim(data.title) : words.title)),
      el("div", { class: "tools" },
        aid.searchBox(lang), aid.servedTool && aid.servedTool(), aid.storyButton(),
        el("button", { type: "button", class: "tool", "data-focus": "lang", title: words.languageTitle, lang: lang === "zh" ? "en" : "zh-Hans", on: { click: () => aid.go({ lang: lang === "zh" ? "en" : "zh" }) } }, words.language),
        el("button", { type: "button", class: "tool", "data-focus": "theme", "data-theme-now": state.theme, title: words.themeTitle, on: { click: () => aid.go({ theme: next }) } }, svg("svg", { class: "glyph", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: "M8 1.5a6.5 6.5 0 110 13 6.5 6.5 0 010-13zM8 3a5 5 0 000 10z", "fill-rule": "evenodd" })), words.theme[state.theme])),
      summary(state, lang, words));
  };

  // The figure in a sentence: how many claims, from what, who reports, and the largest gift.
  const summary = (state, lang, words) => {
    const claims = aid.shown(state);
    if (!data.claims.length) return null;
    const documents = [...new Set(claims.map(claim => claim.document))];
    const dates = claims.map(aid.reportDate).filter(Boolean).sort();
    const issuers = [...new Set(claims.map(aid.reporter).filter(Boolean))];
    const [first] = aid.largest(claims.filter(claim => claim.form === "act"));
    return el("p", { class: "summary" },
      el("b", { "data-count": claims.length, class: "total" }, words.claims(claims.length)), lang === "zh" ? "，" : " ",
      words.fromDocuments(documents.length), dates.length > 0 && words.between(dates[0], dates.at(-1)),
      issuers.length > 0 && [lang === "zh" ? "，据" : ", reported by ", issuers.length === 1 ? verbatim(issuers[0]) : words.issuers(issuers.length), lang === "zh" && "报道"], data.claims.length > claims.length && words.more(data.claims.length - claims.length), lang === "zh" ? "。" : ". ",
      first && [words.largest, el("a", { href: aid.address({ select: `c:${first.claim.id}` }), "data-focus": "largest" },
        aid.sideNames(first.claim, "providers", lang), " → ", aid.sideNames(first.claim, "recipients", lang), " ",
        el("b", { class: "money" }, aid.amountsText(first.claim, lang))), lang === "zh" ? "。" : "."]);
  };

  const tabs = state => {
    const words = aid.words(aid.language());
    return el("nav", { class: "tabs", "aria-label": words.views },
      aid.VIEWS.map(view => el("a", { href: aid.address({ view }), "aria-current": view === state.view ? "page" : null, "data-focus": `view ${view}` }, words[view])));
  };

  // The key: each line as it is drawn, with the number of its claims; a click takes it in or leaves it out.
  const sample = (relation, form) => {
    const y = 8, width = 34;
    const parts = [svg("path", { class: "line", d: `M2 ${y}H${relation === "paired-with" ? width - 3 : width - 8}`, "stroke-width": form === "aggregate" ? 4.6 : 1.8 })];
    if (form === "aggregate") parts.push(svg("path", { class: "core", d: `M2 ${y}H${width - 8}`, "stroke-width": 1.6 }));
    parts.push(relation === "paired-with"
      ? svg("circle", { class: "end", cx: width - 3, cy: y, r: 2.6 })
      : svg("path", { class: "end", d: `M${width - 8} ${y - 4}L${width - 0.5} ${y}L${width - 8} ${y + 4}z` }));
    if (relation === "paired-with") parts.push(svg("circle", { class: "end", cx: 3, cy: y, r: 2.6 }));
    return svg("svg", { class: "sample", viewBox: "0 0 36 16", "aria-hidden": "true" }, svg("g", { class: `link ${relation} ${form}` }, parts));
  };
  const legend = state => {
    const lang = aid.language(), words = aid.words(lang);
    const counts = aid.weigh(state).count();
    const count = (kind, code) => counts[kind].get(code) || 0;
    const chip = (kind, code, title, picture, n) => el("button", {
      type: "button", class: "chip", "aria-pressed": String(state[kind].has(code)), "data-filter": `${kind} ${code}`, "data-focus": `filter ${kind} ${code}`, title: term("formNote", code, lang),
      on: { click: () => {
        const set = new Set(state[kind]);
        if (set.has(code)) set.delete(code); else set.add(code);
        aid.go({ [kind]: set });
      } },
    }, picture, el("span", {}, title), el("span", { class: "count" }, String(n)));
    return el("div", { class: "legend", role: "group", "aria-label": words.filters },
      el("div", { class: "chips" }, aid.relations.map(code => chip("relations", code, term("relation", code, lang), sample(code, "act"), count("relations", code)))),
      aid.forms.length > 1 && el("div", { class: "chips" }, el("span", { class: "chips-title" }, words.formsTitle),
        aid.forms.map(code => chip("forms", code, term("form", code, lang), sample("plain", code), count("forms", code)))),
      data.claims.length > 0 && aid.facetsToggle(state));
  };
  const footer = () => {
    const words = aid.words(aid.language());
    return el("footer", { class: "foot-note" }, el("p", {}, words.claimNote), el("p", {}, words.madeWith));
  };
  Object.assign(aid, { header, tabs, legend, footer, sample });
})();
