// The network: nodes and edges from pyvis with the positions it was given, drawn by vis-network with physics off.
(() => {
  "use strict";
  const { data, el } = aid;
  const known = new Map(data.entities.map(entity => [entity.id, entity]));
  const nodeById = new Map(data.network.nodes.map(node => [node.id, node]));
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // The edges that hold a shown claim, each with those claims only.
  const edgesOf = state =>
    data.network.edges
      .map(edge => ({ ...edge, claims: edge.claims.map(id => aid.claimById.get(id)).filter(claim => claim && aid.isShown(claim, state)) }))
      .filter(edge => edge.claims.length);

  // Nodes within so many steps of the chosen ones; a joint node is no step of its own.
  const around = (starts, edges, steps) => {
    const ring = new Map(starts.map(id => [id, 0]));
    const near = new Map();
    for (const { from, to } of edges) {
      near.set(from, [...(near.get(from) || []), to]);
      near.set(to, [...(near.get(to) || []), from]);
    }
    const waiting = [...starts];
    while (waiting.length) {
      const id = waiting.shift();
      const depth = ring.get(id);
      if (depth >= steps && !id.startsWith("joint:")) continue;
      for (const other of near.get(id) || []) {
        const far = depth + (other.startsWith("joint:") ? 0.5 : id.startsWith("joint:") ? 0.5 : 1);
        if (!ring.has(other) || ring.get(other) > far) {
          ring.set(other, far);
          waiting.push(other);
        }
      }
    }
    return ring;
  };
  // An ego's neighbours on rings about it, aiding side to the left and aided side to the right, in their given order.
  const ringed = (ring, degree) => {
    const spots = new Map();
    const circles = new Map();
    for (const [id, depth] of ring) circles.set(depth, [...(circles.get(depth) || []), id]);
    for (const [depth, ids] of circles) {
      const halves = { left: [], right: [] };
      for (const id of ids) halves[nodeById.get(id).role === "providers" ? "left" : "right"].push(id);
      for (const [half, list] of Object.entries(halves)) {
        list.sort((a, b) => nodeById.get(a).y - nodeById.get(b).y || (a < b ? -1 : 1));
        const radius = Math.max(190 * depth + (degree > 1 ? 130 : 0), list.length * 27);
        list.forEach((id, place) => {
          const angle = ((place + 0.5) / list.length - 0.5) * Math.PI * 0.86;
          const side = half === "left" ? -1 : 1;
          spots.set(id, depth ? { x: side * Math.cos(angle) * radius * 1.35, y: Math.sin(angle) * radius } : { x: degree > 1 && !id.startsWith("joint:") ? side * 130 : 0, y: id.startsWith("joint:") ? 0 : (place - (list.length - 1) / 2) * 64 });
        });
      }
    }
    return spots;
  };
  const wrapped = text => (aid.han.test(text) ? text.replace(/(.{9})(?=.{2})/gu, "$1\n") : text.replace(/(.{12,}?)\s/g, "$1\n"));

  // Which names come first: what is chosen, what its claims touch, then by the number of claims.
  const ranks = (ids, edges, chosen, lit) => {
    const weight = new Map(ids.map(id => [id, 0]));
    for (const edge of edges) for (const id of [edge.from, edge.to]) weight.set(id, weight.get(id) + edge.claims.length + (edge.claims.some(claim => lit.has(claim)) ? 1e4 : 0));
    if (chosen.entity) weight.set(chosen.entity.id, 1e9);
    return ids.sort((a, b) => weight.get(b) - weight.get(a) || (a < b ? -1 : 1));
  };
  const starts = (chosen, edges) => {
    if (chosen.kind === "none" || chosen.kind === "issue") return [];
    const ids = new Set();
    if (chosen.kind === "entity") ids.add(chosen.entity.id);
    const used = new Set(edges.flatMap(edge => [edge.from, edge.to]));
    // A place stands in the middle together with what lies in it, as long as that is a handful.
    if (chosen.kind === "entity") {
      const inside = data.entities.filter(other => other.within.includes(chosen.entity.index) && used.has(other.id));
      if (inside.length <= 6) for (const other of inside) ids.add(other.id);
    }
    if ([...ids].some(id => used.has(id))) return [...ids].filter(id => used.has(id));
    const lit = new Set(chosen.claims);
    return [...new Set(edges.filter(edge => edge.claims.some(claim => lit.has(claim))).flatMap(edge => [edge.from, edge.to]))];
  };

  const view = state => {
    const lang = aid.language(), words = aid.words(lang);
    const chosen = aid.selection(state);
    const edges = edgesOf(state);
    const centre = state.steps ? starts(chosen, edges) : [];
    const ring = centre.length ? around(centre, edges, state.steps) : null;
    const drawn = ring ? edges.filter(edge => ring.has(edge.from) && ring.has(edge.to)) : edges;
    const ids = [...new Set(drawn.flatMap(edge => [edge.from, edge.to]))];
    const spots = ring ? ringed(ring, centre.length) : null;
    const onlyTold = !state.forms.has("curated") && !state.forms.has("model");
    const standing = node => {
      const apart = onlyTold && data.network.told[node.id];
      return apart ? { x: apart[0], y: apart[1] } : node;
    };
    const label = id => {
      if (id.startsWith("joint:")) return " ";
      const [foot, side] = id.split(":");
      if (foot === "unstated") return `${words[side]}\n${words.unstated}`;
      if (foot === "unnamed") return words.unnamed[side];
      return wrapped(aid.short(known.get(id), lang));
    };
    const canvas = el("div", { class: "canvas", role: "img", "data-picture": "", "aria-label": words.networkLabel, "data-nodes": ids.length, "data-edges": drawn.length });
    const option = (steps, title) => el("button", { type: "button", "aria-pressed": String(steps === (centre.length ? state.steps : 0)), disabled: steps > 0 && chosen.kind === "none", "data-focus": `steps ${steps}`, on: { click: () => aid.go({ steps }) } }, title);
    const element = el("section", { class: "network", "data-view": "network", "aria-label": words.network },
      el("div", { class: "network-head" },
        el("div", { class: "choices", role: "group" }, option(0, words.whole), [1, 2, 3].map(n => option(n, words.steps(n)))),
        el("p", { class: "note" }, words.networkHelp, data.network.leftOut > 0 && ` ${words.networkLeft(data.network.leftOut)}`)),
      ids.length ? canvas : el("p", { class: "nothing" }, data.claims.length ? words.noClaims : words.empty));
    const after = () => {
      if (!ids.length) return;
      const paint = { providers: colour("--aiding"), recipients: colour("--aided"), both: colour("--both"), joint: colour("--faint") };
      const lines = { "paired-with": colour("--paired-with"), "donated-to": colour("--donated-to"), supports: colour("--supports") };
      const ink = colour("--ink"), paper = colour("--paper");
      const lit = new Set(chosen.claims);
      const dashes = edge => ({ planned: [2, 5], curated: [12, 3, 2, 3], model: [12, 3, 2, 3, 2, 3] })[edge.form] || (edge.relation === "supports" ? [7, 4] : false);
      const seen = new Map();
      const bend = edge => {
        const pair = [edge.from, edge.to].sort().join(" ");
        const n = seen.get(pair) || 0;
        seen.set(pair, n + 1);
        return { enabled: n > 0, type: n % 2 ? "curvedCW" : "curvedCCW", roundness: 0.12 * Math.ceil(n / 2) };
      };
      const nodes = ids.map(id => {
        const node = nodeById.get(id);
        const spot = spots ? spots.get(id) : standing(node);
        const plain = /^un(stated|named):/.test(id);
        const tone = plain ? paper : paint[node.role];
        return {
          id, shape: node.shape, size: node.role === "joint" ? 4 : node.size, x: spot.x, y: spot.y, physics: false, borderWidth: 1.5,
          color: { background: tone, border: plain ? colour("--faint") : tone, highlight: { background: tone, border: ink } },
          shapeProperties: { borderDashes: plain ? [3, 3] : false },
        };
      });
      const arcs = drawn.map((edge, index) => ({
        id: index, claims: edge.claims.length, from: edge.from, to: edge.to, arrows: edge.arrows || "", dashes: dashes(edge), width: edge.form === "aggregate" ? edge.width + 2 : edge.width, smooth: bend(edge),
        arrowStrikethrough: false,
        color: { color: lines[edge.relation], highlight: lines[edge.relation], opacity: lit.size && !edge.claims.some(claim => lit.has(claim)) ? 0.25 : edge.form === "aggregate" ? 0.55 : 0.9 },
      }));
      const network = new vis.Network(canvas, { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(arcs) }, {
        physics: false, autoResize: true, layout: { improvedLayout: false },
        interaction: { dragNodes: false, hideEdgesOnDrag: ids.length > 400, hideEdgesOnZoom: ids.length > 400, hover: false, selectConnectedEdges: false, keyboard: false },
        edges: { scaling: { min: 1, max: 6 }, selectionWidth: 1.5, arrows: { to: { scaleFactor: 0.55 } } },
      });
      if (chosen.kind === "entity" && ids.includes(chosen.entity.id)) network.selectNodes([chosen.entity.id]);
      network.fit({ maxZoomLevel: 1.1, animation: false });
      const wide = canvas.clientWidth;
      network.moveTo({ scale: network.getScale() * Math.max(0.5, (wide - 120) / wide) });
      const ranked = ranks(ids, drawn, chosen, lit);
      const names = ranked.map(id => ({ id, lines: label(id).split("\n"), size: nodeById.get(id).role === "joint" ? 4 : nodeById.get(id).size })).filter(one => one.lines[0].trim());
      network.on("dragStart", () => { network.dragged = true; });
      network.on("dragEnd", () => { network.dragged = false; network.redraw(); });
      network.on("afterDrawing", pen => aid.networkNames(network, names, pen, { ink, paper }));
      canvas.pictured = () => aid.networkPicture(network, { nodes, arcs, names, ink, paper });
      network.on("click", event => {
        const [id] = event.nodes;
        if (id && known.has(id)) return aid.go({ select: `e:${known.get(id).key}` });
        if (id && id.startsWith("joint:")) return aid.go({ select: `c:${drawn.find(edge => edge.from === id || edge.to === id).claims[0].id}` });
        if (id) return aid.go({ select: `f:${id.split(":").reverse().join("/")}` });
        if (event.edges.length) return aid.go({ select: `c:${drawn[event.edges[0]].claims[0].id}` });
        return aid.go({ select: null });
      });
      aid.network = network;
    };
    const leave = () => { if (aid.network) { aid.network.destroy(); aid.network = null; } };
    return { element, after, leave };
  };
  Object.assign(aid, { networkView: view });
})();
