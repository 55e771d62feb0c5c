// Taking things away: the picture as SVG and PNG, its claims as CSV and JSON Lines, and how to cite it.
(() => {
  "use strict";
  const { data, el, quote, verbatim } = aid;

  const citation = (state, lang) => {
    const words = aid.words(lang), claims = aid.shown(state);
    const documents = new Set(claims.map(claim => claim.document)).size;
    const dates = claims.map(aid.reportDate).filter(Boolean).sort();
    const issuers = [...new Set(claims.map(aid.reporter).filter(Boolean))];
    const told = issuers.length > 2 ? words.issuers(issuers.length).trim() : issuers.join(lang === "zh" ? "、" : ", ");
    return words.citation(document.title, claims.length, documents, dates.length ? words.between(dates[0], dates.at(-1)) : "", told, aid.filterWords(state, lang) || words.noneStated);
  };
  const given = (name, kind, content) => {
    const address = URL.createObjectURL(new Blob([content], { type: kind }));
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  // The picture at two pixels a point, by way of its own SVG.
  const bitmap = async ({ text, width, height }) => {
    const image = new Image();
    const scale = Math.min(2, Math.sqrt(2e8 / (width * height)));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = el("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise(done => canvas.toBlob(done, "image/png"));
  };

  // A claim as its line of claims.jsonl, offsets in code points again.
  const points = (text, at) => [...text.slice(0, at)].length;
  const place = (text, at) => (text === null ? at : at.map(unit => points(text, unit)));
  const PARTY = { count: null, bound: null, unit: null, kind: null, members: [] };
  const party = one => {
    const entity = data.entities[one.entity];
    const type = one.type || entity.type;
    const { entity: _, name, canonical, ...rest } = one;
    return { name: name || entity.zh, type, ...(canonical ? { canonical } : {}), ...(type === "Group" ? PARTY : {}), places: [], at: null, ...rest, entity: entity.undecided ? null : entity.id };
  };
  const line = claim => {
    const { text } = claim.document, { at, subject } = claim.evidence;
    const [start, end] = at ? place(text, at) : claim.evidence.span;
    const behind = at ? subject && { start: points(text, subject[0]), end: points(text, subject[1]), quote: text.slice(...subject) } : claim.evidence.subjectSpan;
    return {
      id: claim.id, relation: claim.relation, status: claim.status, aggregate: claim.aggregate,
      providers: claim.providers.map(party), recipients: claim.recipients.map(party), organizers: claim.organizers.map(party),
      amounts: claim.amounts, items: claim.items, outcomes: claim.outcomes, period: claim.period, programmes: claim.programmes, purpose: claim.purpose, modality: claim.modality, sector: claim.sector,
      evidence: { document: claim.document.id, start, end, quote: quote(claim), subject: behind || null },
      origin: claim.origin, rule: claim.rule, act: claim.act, review: claim.review, ...(claim.source ? { source: claim.source } : {}),
    };
  };
  const lines = claims => claims.map(claim => `${JSON.stringify(line(claim)).replace(/[\u2028\u2029\u0085]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`).join("");

  const save = async (kind, state) => {
    const lang = aid.language(state), claims = aid.shown(state);
    if (kind === "csv") return given("aidgraph-claims.csv", "text/csv;charset=utf-8", aid.claimsCsv(aid.sortedClaims(claims, state, lang), lang));
    if (kind === "json") return given("aidgraph-claims.jsonl", "application/x-ndjson", lines(claims));
    const made = aid.picture(state);
    if (kind === "svg") return given(`aidgraph-${state.view}.svg`, "image/svg+xml", made.text);
    return given(`aidgraph-${state.view}.png`, "image/png", await bitmap(made));
  };
  const bar = (state, pictured) => {
    const lang = aid.language(), words = aid.words(lang);
    if (!aid.shown(state).length || state.view === "about") return null;
    const kinds = ["svg", "png", "csv", "json"].filter(kind => pictured || kind === "csv" || kind === "json");
    const cite = el("button", { type: "button", class: "quiet", "data-focus": "cite", on: { click: async () => {
      const text = citation(aid.state(), lang);
      try { await navigator.clipboard.writeText(text); } catch { getSelection().selectAllChildren(line1); document.execCommand("copy"); }
      cite.textContent = words.cited;
    } } }, words.cite);
    const line1 = el("p", { class: "note citation" }, verbatim(citation(state, lang), "span"));
    return el("div", { class: "exports", role: "group", "aria-label": words.save },
      el("div", { class: "exports-kinds" }, el("span", { class: "chips-title" }, words.save), kinds.map(kind => el("button", { type: "button", class: "quiet", lang: "en", "data-save": kind, "data-focus": `save ${kind}`, on: { click: () => save(kind, aid.state()) } },
        words.saveAs[kind], el("span", { class: "unseen", lang: lang === "zh" ? "zh-Hans" : "en" }, ` ${words.saveTitle[kind]}`))), cite), line1);
  };
  Object.assign(aid, { citationText: citation, claimLines: lines, bitmap, exportsBar: bar });
})();
