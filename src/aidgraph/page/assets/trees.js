// The twin trees: rows are elements with text of constant size, lines lie in the gutter between and nowhere else.
(() => {
  "use strict";
  const { el, svg, glyph, verbatim, SIDES } = aid;
  const ROOMY = 24;
  const ROOT = 80;

  // Folds: rows open level by level, those with most claims first, while a side keeps within so many; the heaviest
  // root is open in any case, and so is a row whose only child is a branch. Then come the reader's own folds.
  const folds = (state, claims) => {
    const open = new Set();
    const weights = under(claims);
    const live = weights;
    const weight = row => weights.get(row).size;
    for (const side of SIDES) {
      const rows = aid.trees[side].filter(row => live.has(row));
      let visible = rows.filter(row => !row.parent).length;
      const inner = rows.filter(row => row.entity && row.children.some(child => live.has(child))).sort((a, b) => a.depth - b.depth || weight(b) - weight(a) || a.index - b.index);
      for (const row of inner) {
        const size = row.children.filter(child => live.has(child)).length;
        if (row.parent && !open.has(row.parent)) continue;
        const heaviest = row === inner[0] && size <= ROOT;
        const chain = size === 1 && row.children.some(child => live.has(child) && child.children.length);
        if (visible + size > ROOMY && !heaviest && !chain) continue;
        open.add(row);
        visible += size;
      }
    }
    const chosen = aid.selection(state);
    const path = new Set();
    if (chosen.kind === "entity") for (const row of aid.rowsOf(chosen.entity)) for (let above = row.parent; above; above = above.parent) path.add(above);
    const id = row => `${row.side}/${row.key}`;
    const isOpen = row =>
      row.children.length > 0 && !state.shut.has(id(row)) && (open.has(row) || state.open.has(id(row)) || path.has(row));
    return { live, isOpen, id, weights };
  };
  const toggled = (state, row, isOpen, id) => {
    const open = new Set(state.open), shut = new Set(state.shut);
    open.delete(id(row));
    shut.delete(id(row));
    (isOpen(row) ? shut : open).add(id(row));
    return { open, shut };
  };

  const view = state => {
    const lang = aid.language(), words = aid.words(lang);
    const claims = aid.shown(state);
    const { live, isOpen, id, weights: covered } = folds(state, claims);
    const chosen = aid.selection(state);
    const lit = new Set(chosen.claims);
    const links = aid.bundles(claims, isOpen);
    const atRow = aid.ports(links);
    const items = new Map();
    const touched = under(chosen.claims);

    const item = (row, first) => {
      const label = aid.rowLabel(row, lang);
      const open = isOpen(row);
      const branch = row.children.some(child => live.has(child));
      const isChosen = chosen.kind === "entity" ? chosen.entity === row.entity : chosen.kind === "foot" && chosen.row === row;
      const ports = (atRow.get(row) || []).length;
      const near = !lit.size || touched.has(row);
      const n = covered.get(row).size;
      const node = el("li", {
        role: "treeitem", class: ["row", row.entity ? "" : "foot", row.key, ports ? "linked" : "bare", isChosen ? "chosen" : "", near ? "" : "far"].filter(Boolean).join(" "),
        "aria-level": row.depth + 1, "aria-expanded": branch ? String(open) : null, "aria-selected": String(isChosen), tabindex: first ? "0" : "-1",
        "data-row": id(row), "data-focus": `row ${id(row)}`, vars: { "--depth": row.depth, "--high": `${aid.rowHeight(ports)}px` },
        on: { click: () => aid.go({ select: row.entity ? `e:${row.entity.key}` : `f:${row.side}/${row.key}` }) },
      },
        branch
          ? el("span", { class: "fold", "aria-hidden": "true", title: open ? words.fold : words.unfold, on: { click: event => { event.stopPropagation(); aid.go(toggled(state, row, isOpen, id)); } } }, open ? "−" : "+")
          : el("span", { class: "fold none", "aria-hidden": "true" }),
        glyph(row.entity ? row.entity.type : row.key),
        row.entity ? verbatim(label, "bdi", { class: "label" }) : el("span", { class: "label" }, label),
        row.entity && row.entity.undecided && row.entity.type !== "Group" && el("span", { class: "open-mark", title: words.undecided }, "?"),
        el("span", { class: "count", title: words.rows(n) }, String(n)));
      items.set(row, node);
      return node;
    };
    const side = name => {
      const rows = aid.trees[name].filter(row => live.has(row) && visible(row, isOpen));
      const total = new Set(claims.filter(claim => claim[name].length)).size;
      const current = rows.findIndex(row => chosen.kind === "entity" && row.entity === chosen.entity);
      return el("div", { class: `side ${name}` },
        el("h3", {}, words[name], el("span", { class: "count" }, words.stated(total, claims.length))),
        el("ul", { role: "tree", "aria-label": words[name] }, rows.map((row, at) => item(row, at === Math.max(0, current)))));
    };
    const gutter = svg("svg", { class: "gutter", "aria-hidden": "true" });
    const figure = el("div", { class: `trees${lit.size ? " choosing" : ""}${links.length > 150 ? " crowded" : ""}`, "data-picture": "" }, side("providers"), gutter, side("recipients"));
    const pick = link => aid.go({ select: link.claims.length === 1 ? `c:${link.claims[0].id}` : `l:${link.key}` });
    let drawnAt = null;
    const draw = () => {
      if (!gutter.isConnected) return;
      const frame = gutter.getBoundingClientRect();
      const width = Math.round(frame.width);
      const size = `${width} ${Math.round(frame.height)}`;
      if (size === drawnAt) return;
      drawnAt = size;
      const boxes = new Map([...items].map(([row, node]) => {
        const box = node.getBoundingClientRect();
        return [row, { top: box.top - frame.top, height: box.height }];
      }));
      const place = row => boxes.get(row);
      const sorted = [...links].sort((a, b) => isLit(a, lit) - isLit(b, lit) || a.claims.length - b.claims.length);
      gutter.replaceChildren(...sorted.map(link => {
        const group = aid.drawnLink(link, width, place, lang, pick);
        if (lit.size) group.classList.add(isLit(link, lit) ? "lit" : "dim");
        return group;
      }));
      const layer = svg("g", { class: "amounts" });
      gutter.append(layer);
      if (width >= 150) aid.linkLabels(lit.size ? links.filter(link => isLit(link, lit)) : links, layer, width, lang);
    };
    new ResizeObserver(draw).observe(figure);
    const drawnRows = new Set(links.flatMap(link => [...link.left, ...link.right])).size;
    const dense = links.length > 40 && links.length > 3 * drawnRows;
    const whole = el("section", { class: "figure", "data-view": "trees", "aria-label": words.trees },
      organizerRow(chosen, lang, words),
      dense && el("p", { class: "note dense" }, words.dense(links.length, drawnRows), " ", el("a", { href: aid.address({ view: "matrix" }), "data-focus": "to matrix" }, words.toMatrix)),
      claims.length ? figure : el("p", { class: "nothing" }, aid.data.claims.length ? words.noClaims : words.empty),
      el("div", { class: "figure-foot" },
        el("button", { type: "button", class: "quiet", "data-focus": "unfold-all", on: { click: () => aid.go({ open: new Set(branches(live).map(id)), shut: new Set() }) } }, words.unfoldAll),
        el("button", { type: "button", class: "quiet", "data-focus": "fold-all", on: { click: () => aid.go({ open: new Set(), shut: new Set(branches(live).map(id)) }) } }, words.foldAll),
        (state.open.size > 0 || state.shut.size > 0) && el("button", { type: "button", class: "quiet", "data-focus": "fold-reset", on: { click: () => aid.go({ open: new Set(), shut: new Set() }) } }, words.foldReset),
        el("p", { class: "note keys" }, words.treeHelp)));
    whole.addEventListener("keydown", event => keys(event, { state, items, links, isOpen, live, id }));
    return { element: whole, after: draw };
  };
  // The claims at or below each row.
  const under = claims => {
    const found = new Map();
    for (const claim of claims) for (const side of SIDES) for (const end of claim.rows[side]) {
      for (let row = end; row; row = row.parent) {
        const known = found.get(row);
        if (known) known.add(claim); else found.set(row, new Set([claim]));
      }
    }
    return found;
  };
  const isLit = (link, lit) => Number(link.claims.some(claim => lit.has(claim)));
  const visible = (row, isOpen) => {
    for (let above = row.parent; above; above = above.parent) if (!isOpen(above)) return false;
    return true;
  };
  const branches = live => SIDES.flatMap(side => aid.trees[side].filter(row => row.children.some(child => live.has(child))));
  // An organizer is no row of its own, for it stands between the sides; chosen, it is named above the figure.
  const organizerRow = (chosen, lang, words) => {
    if (chosen.kind !== "entity") return null;
    const arranged = chosen.claims.filter(claim => claim.organizers.some(party => party.entity === chosen.entity.index));
    return arranged.length > 0 && el("p", { class: "organizer-row" }, glyph(chosen.entity.type), `${words.organizers} `, aid.name(chosen.entity, lang),
      el("span", { class: "count" }, words.rows(arranged.length)));
  };

  // One tab stop a tree; arrows as in every tree; Enter for the evidence, o to the other end of the next line.
  const keys = (event, { state, items, links, isOpen, live, id }) => {
    const node = event.target.closest("[role=treeitem]");
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = [...items].find(([, item]) => item === node)[0];
    const inTree = [...items.keys()].filter(other => other.side === row.side);
    const at = inTree.indexOf(row);
    const focus = other => {
      if (!other) return;
      for (const [each, item] of items) if (each.side === other.side) item.tabIndex = each === other ? 0 : -1;
      items.get(other).focus();
    };
    const moves = {
      ArrowDown: () => focus(inTree[at + 1]),
      ArrowUp: () => focus(inTree[at - 1]),
      Home: () => focus(inTree[0]),
      End: () => focus(inTree.at(-1)),
      ArrowRight: () => (isOpen(row) ? focus(row.children.find(child => items.has(child))) : row.children.some(child => live.has(child)) && aid.go(toggled(state, row, isOpen, id))),
      ArrowLeft: () => (isOpen(row) ? aid.go(toggled(state, row, isOpen, id)) : focus(row.parent)),
      Enter: () => { node.click(); document.getElementById("evidence").focus(); aid.returnTo = `row ${id(row)}`; },
      o: () => {
        const left = row.side === "providers";
        const linked = links.filter(link => (left ? link.left : link.right).includes(row));
        const far = [...new Set(linked.flatMap(link => (left ? link.right : link.left)))].sort((a, b) => a.index - b.index);
        const last = far.findIndex(other => `${id(row)}>${id(other)}` === aid.lastCrossing);
        const next = far[(last + 1) % far.length];
        if (next) { aid.lastCrossing = `${id(row)}>${id(next)}`; focus(next); }
      },
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  };
  Object.assign(aid, { treesView: view });
})();
