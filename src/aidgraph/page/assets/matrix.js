// The matrix: aided × aiding. Each cell counts the claims of its pair, exactly; totals count each claim once.
(() => {
  "use strict";
  const { el, data, glyph, trees, SIDES } = aid;
  const MOST = { providers: 28, recipients: 60 };
  const LEVELS = { province: ["Province", "Corps"], prefecture: ["Prefecture", "CorpsDivision"], county: ["County", "CorpsRegiment"] };
  const ORDER = ["province", "prefecture", "county"];
  const pinyin = new Intl.Collator("zh-Hans-u-co-pinyin", { numeric: true });

  // The row that stands for another one at a level: the highest on its path that is no higher than the level asked for.
  const lifted = (row, lift) => {
    if (lift === "own") return row;
    const path = [];
    for (let at = row; at; at = at.parent) path.push(at);
    const depth = one => (one.entity ? ORDER.findIndex(level => LEVELS[level].includes(one.entity.type)) : -1);
    return path.find(one => depth(one) >= 0 && depth(one) <= ORDER.indexOf(lift)) || path.at(-1);
  };
  const laid = (claims, lift) => {
    const found = { providers: new Map(), recipients: new Map(), cells: new Map() };
    for (const claim of claims) {
      const ends = SIDES.map(side => [...new Set(claim.rows[side].map(row => lifted(row, lift)))]);
      SIDES.forEach((side, at) => ends[at].forEach(row => found[side].set(row, (found[side].get(row) || new Set()).add(claim))));
      for (const left of ends[0]) for (const right of ends[1]) {
        const key = `${left.index} ${right.index}`;
        found.cells.set(key, [...(found.cells.get(key) || []), claim]);
      }
    }
    return found;
  };
  const automatic = claims => {
    const fits = lift => {
      const found = laid(claims, lift);
      return found.providers.size <= MOST.providers && found.recipients.size <= MOST.recipients;
    };
    return [...ORDER].reverse().find(fits) || "province";
  };
  const sorted = (map, side, state) => {
    const rows = [...map.keys()];
    const name = row => aid.rowLabel(row, "zh");
    const foot = row => (row.entity ? 0 : 1);
    if (state.sort === "name") rows.sort((a, b) => foot(a) - foot(b) || pinyin.compare(name(a), name(b)));
    else if (state.sort === "size") rows.sort((a, b) => foot(a) - foot(b) || map.get(b).size - map.get(a).size || a.index - b.index);
    else rows.sort((a, b) => a.index - b.index);
    if (rows.length <= MOST[side]) return { rows, rest: [] };
    const kept = new Set([...rows].sort((a, b) => map.get(b).size - map.get(a).size || a.index - b.index).slice(0, MOST[side]));
    return { rows: rows.filter(row => kept.has(row)), rest: rows.filter(row => !kept.has(row)) };
  };

  const view = state => {
    const lang = aid.language(), words = aid.words(lang);
    const claims = aid.shown(state);
    const lift = state.lift === "auto" ? automatic(claims) : state.lift;
    const found = laid(claims, lift);
    const across = sorted(found.providers, "providers", state), down = sorted(found.recipients, "recipients", state);
    const lit = new Set(aid.selection(state).claims);
    const most = Math.max(1, ...[...found.cells.values()].map(list => list.length));
    const heaviest = Math.max(1, ...[...found.cells.values()].map(list => aid.weight(list)));
    const value = list => (state.cells === "amount" ? aid.totalText(list, lang) || words.amountless : String(list.length));
    const share = list => (state.cells === "amount" ? Math.log(1 + aid.weight(list)) / Math.log(1 + heaviest) : Math.log(1 + list.length) / Math.log(1 + most));
    const choose = row => aid.address({ select: row.entity ? `e:${row.entity.key}` : `f:${row.side}/${row.key}` });
    const head = (row, scope) => el("th", { scope, class: row.entity ? null : "foot" }, el("a", { href: choose(row), "data-focus": `head ${row.side}/${row.key}` },
      scope === "row" && glyph(row.entity ? row.entity.type : row.key), el("span", { class: "name" }, naming(row))));
    const naming = row => (row.entity ? aid.shortName(row.entity, lang) : aid.rowLabel(row, lang));
    const union = (map, rows) => [...new Set(rows.flatMap(row => [...map.get(row)]))];
    const cell = (left, right) => {
      const list = found.cells.get(`${left.index} ${right.index}`);
      if (!list) return el("td", {});
      const chosen = list.some(claim => lit.has(claim));
      const kinds = aid.relations.filter(relation => list.some(claim => claim.relation === relation));
      return el("td", { class: `filled${chosen ? " chosen" : ""}`, vars: { "--share": `${(14 + 62 * share(list)).toFixed(0)}%` } },
        el("a", { href: aid.address({ select: `p:${aid.pairKey(left.key, right.key)}` }), "data-cell": list.length, "data-focus": `cell ${left.index} ${right.index}` },
          el("span", { class: "unseen" }, naming(left), " → ", naming(right), " "), el("span", { class: "value" }, value(list)), el("span", { class: "kinds" }, kinds.map(kind => el("i", { class: kind })))));
    };
    const others = (rest, map, rows) => el("td", { class: "note right" }, rest.length ? String(union(map, rest).filter(claim => rows.has(claim)).length || "") : "");
    const total = list => el("td", { class: "sum" }, value(list));
    const table = () => el("table", { class: `by-${state.cells}`, "aria-label": words.matrixLabel },
      el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "corner" }, el("span", { class: "by" }, `${words.providers} →`), el("span", { class: "to" }, `${words.recipients} ↓`)),
        across.rows.map(row => head(row, "col")), across.rest.length > 0 && el("th", { scope: "col" }, el("span", { class: "name" }, words.matrixOthers(across.rest.length))), el("th", { scope: "col", class: "sum" }, el("span", { class: "name" }, words.sum)))),
      el("tbody", {}, down.rows.map(row => el("tr", {}, head(row, "row"), across.rows.map(column => cell(column, row)),
        across.rest.length > 0 && others(across.rest, found.providers, found.recipients.get(row)), total([...found.recipients.get(row)]))),
      down.rest.length > 0 && el("tr", {}, el("th", { scope: "row" }, words.matrixOthers(down.rest.length)), across.rows.map(column => others(down.rest, found.recipients, found.providers.get(column))),
        across.rest.length > 0 && el("td", {}), total(union(found.recipients, down.rest))),
      el("tr", { class: "sums" }, el("th", { scope: "row" }, words.sum), across.rows.map(row => total([...found.providers.get(row)])), across.rest.length > 0 && total(union(found.providers, across.rest)), el("td", { class: "sum", "data-total": claims.length }, value(claims)))));
    const choices = (title, name, options, current) => el("div", { class: "choices", role: "group", "aria-label": title }, el("span", { class: "chips-title" }, title),
      Object.entries(options).map(([code, text]) => el("button", { type: "button", "aria-pressed": String(current === code), "data-focus": `${name} ${code}`, on: { click: () => aid.go({ [name]: code === "tree" ? null : code }) } }, text)));
    const element = el("section", { class: "matrix", "data-view": "matrix", "aria-label": words.matrixLabel },
      el("div", { class: "network-head" },
        choices(words.lift, "lift", words.lifts, state.lift), choices(words.cells, "cells", words.cellsBy, state.cells),
        choices(words.matrixSort, "sort", words.matrixSorts, ["name", "size"].includes(state.sort) ? state.sort : "tree")),
      el("p", { class: "note" }, words.matrixNote),
      claims.length ? el("div", { class: "matrix-scroll", "data-picture": "", tabindex: "0", role: "region", "aria-label": words.matrixLabel }, table()) : el("p", { class: "nothing" }, data.claims.length ? words.noClaims : words.empty));
    return { element };
  };
  Object.assign(aid, { matrixView: view, liftedRow: lifted, trees });
})();
