// Every claim as a row: the full equivalent of every picture, sorted by pinyin, taken away as CSV.
(() => {
  "use strict";
  const { el, term, quote, verbatim, data } = aid;
  const PART = 400;
  const pinyin = new Intl.Collator("zh-Hans-u-co-pinyin", { numeric: true });

  const money = claim => Math.max(-1, ...claim.amounts.map(amount => amount.value || 0));
  const columns = lang => {
    const words = aid.words(lang);
    const side = role => ({ title: words[role], text: claim => aid.sideText(claim, role, lang), cell: claim => (claim[role].length ? names(claim, role, lang) : el("span", { class: "unstated" }, words.unstated)) });
    const term1 = (title, list, get) => ({ title, text: claim => term(list, get(claim), lang) || get(claim) || "", cell: null });
    return {
      provider: side("providers"),
      relation: { ...term1(words.relation, "relation", claim => claim.relation), cell: claim => el("span", { class: `relation ${claim.relation}` }, term("relation", claim.relation, lang)) },
      recipient: side("recipients"),
      amount: { title: words.amount, text: claim => aid.amountsText(claim, lang), order: (a, b) => money(a) - money(b), cell: claim => claim.amounts.length > 0 && el("span", { class: "money" }, aid.amountsText(claim, lang)), right: true },
      organizer: { title: words.organizers, text: claim => claim.organizers.map(party => aid.label(data.entities[party.entity], lang)).join(lang === "zh" ? "、" : ", "), cell: claim => names(claim, "organizers", lang) },
      form: { ...term1(words.form, "form", claim => claim.form), cell: claim => el("span", { class: `tag ${claim.form}` }, term("form", claim.form, lang)) },
      status: term1(words.status, "status", claim => claim.status),
      quote: { title: words.quoteTitle, text: quote, cell: claim => el("q", { lang: "zh-Hans", "data-quote": claim.id }, quote(claim)) },
      document: { title: words.document, text: claim => `${claim.document.id}`, order: (a, b) => a.index - b.index, cell: claim => [aid.documentLabel(claim.document, lang), claim.document.issued && el("span", { class: "note" }, ` ${claim.document.issued}`)] },
    };
  };
  const names = (claim, role, lang) =>
    claim[role].map((party, at) => [at ? (lang === "zh" ? "、" : ", ") : "", el("a", { href: aid.address({ select: `e:${data.entities[party.entity].key}` }) }, aid.shortName(data.entities[party.entity], lang))]);

  const sorted = (claims, state, lang) => {
    const [, down, key] = /^(-?)([a-z]+)$/.exec(state.sort || "") || [];
    const column = key && columns(lang)[key];
    if (!column) return claims;
    const order = column.order || ((a, b) => pinyin.compare(column.text(a), column.text(b)));
    return [...claims].sort((a, b) => (down ? -1 : 1) * order(a, b) || a.index - b.index);
  };

  const view = state => {
    const lang = aid.language(), words = aid.words(lang);
    const chosen = aid.selection(state);
    const lit = new Set(chosen.claims);
    const all = columns(lang);
    const rows = sorted(aid.shown(state), state, lang);
    const head = Object.entries(all).map(([key, column]) => {
      const up = state.sort === key, down = state.sort === `-${key}`;
      return el("th", { scope: "col", class: column.right ? "right" : null, "aria-sort": up ? "ascending" : down ? "descending" : null },
        el("button", { type: "button", title: words.sortBy(column.title), "data-focus": `sort ${key}`, on: { click: () => aid.go({ sort: up ? `-${key}` : down ? null : key }) } },
          column.title, el("span", { class: "arrow", "aria-hidden": "true" }, up ? " ↑" : down ? " ↓" : "")));
    });
    const row = claim => el("tr", {
      class: ["claim", lit.has(claim) ? "chosen" : ""].filter(Boolean).join(" "), "data-claim": claim.id,
      on: { click: event => event.target.closest("a") || aid.go({ select: `c:${claim.id}` }) },
    }, Object.entries(all).map(([key, column]) => el("td", { class: `${key}${column.right ? " right" : ""}`, "data-label": column.title },
      key === "quote" ? el("a", { class: "plain", href: aid.address({ select: `c:${claim.id}` }), "data-focus": `claim ${claim.id}` }, column.cell(claim)) : column.cell ? column.cell(claim) : column.text(claim))));
    // A long table comes in parts: the first at once, up to what is chosen, each further one on demand.
    const body = el("tbody");
    const further = el("button", { type: "button", class: "quiet further", "data-focus": "further", hidden: true, on: { click: () => more() } });
    const more = () => {
      const done = body.childElementCount, chosenAt = done ? 0 : rows.findIndex(claim => lit.has(claim));
      body.append(...rows.slice(done, Math.max(done + PART, Math.min(chosenAt + 1, 5 * PART))).map(row));
      const left = rows.length - body.childElementCount;
      further.hidden = left <= 0;
      further.textContent = words.furtherRows(left);
    };
    const element = el("section", { class: "table", id: "table", "data-view": "table", "aria-label": words.table },
      rows.length ? el("table", {}, el("caption", {}, words.tableCaption(rows.length)), el("thead", {}, el("tr", {}, head)), body)
        : el("p", { class: "nothing" }, words.noClaims),
      further);
    more();
    const after = () => {
      const row = element.querySelector("tr.chosen");
      if (!row) return;
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) row.scrollIntoView({ block: "center" });
    };
    return { element, after };
  };

  // CSV for a spreadsheet: with a BOM, quoted throughout, and no cell that would run as a formula.
  const csv = (claims, lang) => {
    const all = Object.values(columns(lang));
    const words = aid.words(lang);
    const cell = text => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
    const lines = [[words.id, ...all.map(column => column.title), words.date]];
    for (const claim of claims) lines.push([claim.id, ...all.map(column => String(column.text(claim))), claim.document.issued || ""]);
    return `\ufeff${lines.map(line => line.map(cell).join(",")).join("\r\n")}\r\n`;
  };
  Object.assign(aid, { tableView: view, claimsCsv: csv, sortedClaims: sorted });
})();
