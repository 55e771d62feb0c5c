// The overview: both trees as stacks of blocks with bands of claims between, on a canvas of ours, at any size.
(() => {
  "use strict";
  const { el, svg, data, trees, SIDES } = aid;
  const MOST = 34;
  const GAP = 3;
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Blocks at one depth of a tree: roots while there are several, else the first branching; small ones are one block.
  const blocks = (claims, side) => {
    const weights = new Map();
    for (const claim of claims) for (const end of claim.rows[side]) for (let row = end; row; row = row.parent) weights.set(row, (weights.get(row) || new Set()).add(claim));
    let rows = trees[side].filter(row => weights.has(row) && !row.parent);
    for (;;) {
      const split = [...rows].filter(row => row.children.some(child => weights.has(child))).sort((a, b) => weights.get(b).size - weights.get(a).size)[0];
      if (!split) break;
      const inside = split.children.filter(child => weights.has(child));
      if (rows.length + inside.length - 1 > MOST && rows.length > 3) break;
      const own = [...weights.get(split)].some(claim => claim.rows[side].includes(split));
      rows = rows.flatMap(row => (row === split ? [...(own ? [{ row: split, own: true }] : []), ...inside] : [row]));
      rows = rows.map(row => (row.own ? Object.assign(Object.create(row.row), { children: [], ownOf: row.row }) : row));
      for (const row of rows) if (row.ownOf) weights.set(row, new Set([...weights.get(row.ownOf)].filter(claim => claim.rows[side].includes(row.ownOf))));
      if (rows.length >= MOST) break;
    }
    const kept = new Set([...rows].sort((a, b) => weights.get(b).size - weights.get(a).size).slice(0, MOST));
    const list = rows.filter(row => kept.has(row)).map(row => ({ row: row.ownOf || row, key: row.ownOf ? `${row.key}!` : row.key, claims: weights.get(row), rest: 0 }));
    const rest = rows.filter(row => !kept.has(row));
    if (rest.length) list.push({ row: null, key: "", claims: new Set(rest.flatMap(row => [...weights.get(row)])), rest: rest.length });
    const of = new Map();
    for (const block of list) if (block.row && !block.key.endsWith("!")) of.set(block.row, block);
    const own = new Map(list.filter(block => block.key.endsWith("!")).map(block => [block.row, block]));
    const blockOf = row => {
      if (own.has(row)) return own.get(row);
      for (let at = row; at; at = at.parent) if (of.has(at)) return of.get(at);
      return list.at(-1);
    };
    return { list, blockOf };
  };
  // Shares of each claim: one over the blocks it touches, so that heights add up to the number of claims.
  const flows = claims => {
    const sides = { providers: blocks(claims, "providers"), recipients: blocks(claims, "recipients") };
    const bands = new Map();
    for (const side of SIDES) for (const block of sides[side].list) block.high = 0;
    for (const claim of claims) {
      const [left, right] = SIDES.map(side => [...new Set(claim.rows[side].map(sides[side].blockOf))]);
      const share = 1 / (left.length * right.length);
      for (const a of left) for (const b of right) {
        const key = `${a.key} ${b.key} ${claim.relation}`;
        const band = bands.get(key) || { a, b, relation: claim.relation, high: 0, claims: [] };
        band.high += share;
        band.claims.push(claim);
        bands.set(key, band);
        a.high += share;
        b.high += share;
      }
    }
    return { sides, bands: [...bands.values()] };
  };
  const laid = (claims, width, height) => {
    const { sides, bands } = flows(claims);
    const label = Math.min(190, width * 0.3), block = 12;
    const longest = Math.max(...SIDES.map(side => sides[side].list.length));
    const scale = Math.max(0.0001, (height - 34 - longest * GAP) / Math.max(1, claims.length));
    const least = Math.min(15, (height - 34) / longest - GAP);
    for (const side of SIDES) {
      const list = sides[side].list;
      const spare = list.reduce((sum, one) => sum + Math.max(0, least - one.high * scale), 0);
      const shrink = Math.max(0, (height - 34 - list.length * GAP - spare) / Math.max(1, claims.length));
      let y = 30;
      for (const one of list) {
        one.x = side === "providers" ? label : width - label - block;
        one.y = y;
        one.wide = block;
        one.tall = Math.max(least, one.high * Math.min(scale, shrink));
        one.unit = one.tall / Math.max(one.high, 1e-9);
        one.used = 0;
        y += one.tall + GAP;
      }
    }
    bands.sort((p, q) => p.a.y - q.a.y || p.b.y - q.b.y || (p.relation < q.relation ? -1 : 1));
    for (const band of bands) { band.y1 = band.a.y + band.a.used; band.h1 = band.high * band.a.unit; band.a.used += band.h1; }
    for (const band of [...bands].sort((p, q) => p.b.y - q.b.y || p.a.y - q.a.y || (p.relation < q.relation ? -1 : 1))) { band.y2 = band.b.y + band.b.used; band.h2 = band.high * band.b.unit; band.b.used += band.h2; }
    return { sides, bands, label, block };
  };

  const view = state => {
    const lang = aid.language(), words = aid.words(lang);
    const claims = aid.shown(state);
    const chosen = aid.selection(state), lit = new Set(chosen.claims);
    const canvas = el("canvas", { class: "overview-canvas", role: "img", "aria-label": words.overviewLabel, "data-picture": "" });
    const element = el("section", { class: "overview", "data-view": "overview", "aria-label": words.overview },
      el("p", { class: "note" }, words.overviewNote), claims.length ? canvas : el("p", { class: "nothing" }, data.claims.length ? words.noClaims : words.empty));
    let plan = null;
    const names = block => (block.row ? aid.rowLabel(block.row, lang) : words.otherPlaces(block.rest));
    const shape = band => {
      const x1 = band.a.x + band.a.wide, x2 = band.b.x, middle = (x1 + x2) / 2;
      const n = value => value.toFixed(1);
      return `M${n(x1)} ${n(band.y1)}C${n(middle)} ${n(band.y1)} ${n(middle)} ${n(band.y2)} ${n(x2)} ${n(band.y2)}L${n(x2)} ${n(band.y2 + band.h2)}C${n(middle)} ${n(band.y2 + band.h2)} ${n(middle)} ${n(band.y1 + band.h1)} ${n(x1)} ${n(band.y1 + band.h1)}z`;
    };
    const opacity = band => (lit.size ? (band.claims.some(claim => lit.has(claim)) ? 0.75 : 0.08) : 0.38);
    // Labels by importance, none over another; each as what is drawn on the canvas and in an exported picture alike.
    const labels = pen => {
      const font = getComputedStyle(document.body).fontFamily;
      pen.font = `12.5px ${font}`;
      const list = [];
      for (const side of SIDES) {
        const taken = [];
        for (const block of [...plan.sides[side].list].sort((a, b) => b.high - a.high)) {
          const y = block.y + block.tall / 2;
          if (taken.some(other => Math.abs(other - y) < 15)) continue;
          taken.push(y);
          const right = side === "providers";
          let text = names(block);
          const count = ` ${block.claims.size}`;
          while (text.length > 2 && pen.measureText(text + count).width > plan.label - 10) text = `${text.replace(/…$/, "").slice(0, -1)}…`;
          list.push({ text: text + count, x: right ? block.x - 8 : block.x + block.wide + 8, y: y + 4.5, anchor: right ? "end" : "start", block });
        }
        list.push({ text: words[side], x: side === "providers" ? plan.label + plan.block : plan.sides.recipients.list[0].x, y: 16, anchor: side === "providers" ? "end" : "start", title: side });
      }
      return list;
    };
    const after = () => {
      if (!claims.length || !canvas.isConnected) return;
      const width = Math.round(canvas.getBoundingClientRect().width), height = Math.round(Math.max(420, Math.min(760, innerHeight * 0.74)));
      const dense = devicePixelRatio || 1;
      canvas.width = width * dense;
      canvas.height = height * dense;
      canvas.style.height = `${height}px`;
      plan = laid(claims, width, height);
      const pen = canvas.getContext("2d");
      pen.scale(dense, dense);
      for (const band of plan.bands) {
        pen.globalAlpha = opacity(band);
        pen.fillStyle = colour(`--${band.relation}`);
        band.path = new Path2D(shape(band));
        pen.fill(band.path);
      }
      pen.globalAlpha = 1;
      for (const side of SIDES) for (const block of plan.sides[side].list) {
        pen.fillStyle = colour(block.row && block.row.entity ? (side === "providers" ? "--aiding" : "--aided") : "--faint");
        pen.fillRect(block.x, block.y, block.wide, block.tall);
      }
      for (const one of labels(pen)) {
        pen.font = `${one.title ? "600 13px" : "12.5px"} ${getComputedStyle(document.body).fontFamily}`;
        pen.textAlign = one.anchor;
        pen.fillStyle = colour(one.title ? (one.title === "providers" ? "--aiding" : "--aided") : "--ink");
        pen.fillText(one.text, one.x, one.y);
      }
      canvas.setAttribute("data-bands", plan.bands.length);
      aid.overview = plan;
    };
    // The same picture as elements, for export.
    canvas.pictured = () => {
      const group = svg("g", {});
      for (const band of plan.bands) group.append(svg("path", { d: shape(band), fill: colour(`--${band.relation}`), "fill-opacity": opacity(band), "data-link": `${band.a.key} ${band.b.key} ${band.relation}`, "data-claims": band.claims.length }));
      for (const side of SIDES) for (const block of plan.sides[side].list) group.append(svg("rect", { x: block.x, y: block.y, width: block.wide, height: block.tall, fill: colour(block.row && block.row.entity ? (side === "providers" ? "--aiding" : "--aided") : "--faint") }));
      for (const one of labels(document.createElement("canvas").getContext("2d"))) group.append(svg("text", { x: one.x, y: one.y, "text-anchor": one.anchor, "font-size": 12.5, "font-weight": one.title ? 600 : 400, fill: colour("--ink") }, one.text));
      return group;
    };
    const hit = event => {
      const frame = canvas.getBoundingClientRect(), x = event.clientX - frame.left, y = event.clientY - frame.top;
      for (const side of SIDES) for (const block of plan.sides[side].list) {
        const inX = side === "providers" ? x < block.x + block.wide + 4 : x > block.x - 4;
        if (inX && y >= block.y - GAP / 2 && y <= block.y + block.tall + GAP / 2) return { block, side };
      }
      const pen = canvas.getContext("2d"), dense = devicePixelRatio || 1;
      return { band: [...plan.bands].reverse().find(band =>
        y >= Math.min(band.y1, band.y2) && y <= Math.max(band.y1 + band.h1, band.y2 + band.h2) && pen.isPointInPath(band.path, x * dense, y * dense)) };
    };
    canvas.addEventListener("click", event => {
      const { block, band } = hit(event);
      if (block && block.row && block.row.entity) return aid.go({ view: "trees", select: `e:${block.row.entity.key}`, open: new Set([...aid.state().open, `${block.row.side}/${block.row.key}`]) });
      if (block && block.row) return aid.go({ select: `f:${block.row.side}/${block.row.key}` });
      if (band && band.a.row && band.b.row) return aid.go({ select: `p:${aid.pairKey(band.a.row.key, band.b.row.key)}` });
      return aid.go({ select: null });
    });
    let pointed = null;
    const point = () => {
      const { block, band } = hit(pointed);
      pointed = null;
      canvas.title = block ? `${names(block)} ${words.rows(block.claims.size)}` : band ? words.cellOf(names(band.a), names(band.b), band.claims.length) : "";
      canvas.style.cursor = block || band ? "pointer" : "default";
    };
    canvas.addEventListener("mousemove", event => {
      if (!pointed) requestAnimationFrame(point);
      pointed = event;
    });
    new ResizeObserver(() => { if (plan && Math.abs(canvas.width / (devicePixelRatio || 1) - canvas.getBoundingClientRect().width) > 1) after(); }).observe(element);
    return { element, after };
  };
  Object.assign(aid, { overviewView: view });
})();
