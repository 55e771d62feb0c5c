// The network's names, at a constant size and never one over another, and the network as elements for export.
(() => {
  "use strict";
  const { svg } = aid;
  const SIZE = 13, LINE = 16;
  const measured = new Map();
  const width = (pen, text) => {
    if (!measured.has(text)) measured.set(text, pen.measureText(text).width);
    return measured.get(text);
  };
  const face = () => getComputedStyle(document.body).fontFamily;

  // Boxes by the squares of a grid that they touch, so that a name meets its neighbours only.
  const grid = cell => {
    const squares = new Map();
    const keys = box => {
      const list = [];
      for (let x = Math.floor(box.left / cell); x <= Math.floor(box.right / cell); x++) for (let y = Math.floor(box.top / cell); y <= Math.floor(box.bottom / cell); y++) list.push(x * 65536 + y);
      return list;
    };
    const apart = (one, other) => other.id === one.id || one.left >= other.right || one.right <= other.left || one.top >= other.bottom || one.bottom <= other.top;
    return {
      add: box => { for (const key of keys(box)) { const list = squares.get(key); if (list) list.push(box); else squares.set(key, [box]); } },
      free: box => keys(box).every(key => (squares.get(key) || []).every(other => apart(box, other))),
    };
  };
  // Where names go, in pixels from the picture's own middle: below their node, or above, or beside; left out where
  // another one stands. They depend on the scale alone, so that panning moves them and places nothing anew.
  const laid = (network, names, pen) => {
    const scale = network.getScale();
    if (names.at === scale) return names.laid;
    const at = network.getPositions(names.map(one => one.id)), taken = grid(90), spots = new Map();
    for (const one of names) {
      const x = at[one.id].x * scale, y = at[one.id].y * scale, r = one.size * scale + 2;
      spots.set(one.id, { x, y, r });
      taken.add({ id: one.id, left: x - r, right: x + r, top: y - r, bottom: y + r });
    }
    const found = [];
    for (const { id, lines } of names) {
      const { x, y, r } = spots.get(id);
      const wide = Math.max(...lines.map(line => width(pen, line))) + 4, high = lines.length * LINE;
      const box = [[x - wide / 2, y + r + 1], [x - wide / 2, y - r - high - 1], [x + r + 3, y - high / 2], [x - r - 3 - wide, y - high / 2]]
        .map(([left, top]) => ({ id, left, top, right: left + wide, bottom: top + high })).find(taken.free);
      if (!box) continue;
      taken.add(box);
      lines.forEach((text, row) => found.push({ text, half: wide / 2, x: (box.left + box.right) / 2, y: box.top + row * LINE + 12.5 }));
    }
    names.at = scale;
    names.laid = found;
    return found;
  };
  const placed = (network, names, pen, frame) => {
    const middle = network.canvasToDOM({ x: 0, y: 0 });
    return laid(network, names, pen).map(one => ({ ...one, x: one.x + middle.x, y: one.y + middle.y }))
      .filter(({ x, y, half }) => x - half > 0 && x + half < frame.width && y > 12 && y < frame.height - 2);
  };
  const size = network => {
    const { clientWidth, clientHeight } = network.canvas.frame;
    return { width: clientWidth, height: clientHeight };
  };
  const drawn = (network, names, pen, { ink, paper }) => {
    pen.save();
    const dense = network.canvas.pixelRatio || 1;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    names.font = names.font || `${SIZE}px ${face()}`;
    pen.font = names.font;
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    pen.lineJoin = "round";
    pen.lineWidth = 3;
    pen.strokeStyle = paper;
    pen.fillStyle = ink;
    const list = placed(network, names, pen, size(network));
    for (const { text, x, y } of list) {
      if (!network.dragged) pen.strokeText(text, x, y); // the outline costs more than all the rest: not while moving
      pen.fillText(text, x, y);
    }
    pen.restore();
    network.named = list.length;
  };

  const shapes = {
    square: r => `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`, triangle: r => `M0 ${-r}L${r} ${r * 0.8}H${-r}z`,
    diamond: r => `M0 ${-r}L${r} 0L0 ${r}L${-r} 0z`, hexagon: r => `M${r} 0L${r / 2} ${r * 0.87}H${-r / 2}L${-r} 0L${-r / 2} ${-r * 0.87}H${r / 2}z`,
    dot: r => `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0z`,
  };
  const pictured = (network, { nodes, arcs, names, ink, paper }) => {
    const scale = network.getScale(), frame = size(network), group = svg("g", {});
    const at = new Map(Object.entries(network.getPositions()).map(([id, spot]) => [id, network.canvasToDOM(spot)]));
    const n = value => value.toFixed(1);
    for (const arc of arcs) {
      const a = at.get(arc.from), b = at.get(arc.to), far = Math.hypot(b.x - a.x, b.y - a.y) || 1;
      const turn = arc.smooth.enabled ? arc.smooth.roundness * (arc.smooth.type === "curvedCW" ? 1 : -1) : 0;
      const bend = { x: (a.x + b.x) / 2 - (b.y - a.y) * turn, y: (a.y + b.y) / 2 + (b.x - a.x) * turn };
      const angle = Math.atan2(b.y - bend.y, b.x - bend.x), back = Math.min(far / 2, 10 * scale + 2);
      const tip = { x: b.x - Math.cos(angle) * back, y: b.y - Math.sin(angle) * back };
      const wing = turned => `${n(tip.x - 7 * Math.cos(angle + turned))} ${n(tip.y - 7 * Math.sin(angle + turned))}`;
      group.append(svg("g", { "data-link": arc.id, "data-claims": arc.claims },
        svg("path", { d: `M${n(a.x)} ${n(a.y)}Q${n(bend.x)} ${n(bend.y)} ${n(b.x)} ${n(b.y)}`, fill: "none", stroke: arc.color.color, "stroke-opacity": arc.color.opacity, "stroke-width": n(Math.max(0.8, arc.width * scale)), "stroke-dasharray": arc.dashes ? arc.dashes.join(" ") : null }),
        arc.arrows && svg("path", { d: `M${n(tip.x)} ${n(tip.y)}L${wing(0.45)}L${wing(-0.45)}z`, fill: arc.color.color, "fill-opacity": arc.color.opacity })));
    }
    for (const node of nodes) {
      const { x, y } = at.get(node.id);
      group.append(svg("path", { transform: `translate(${n(x)} ${n(y)})`, d: (shapes[node.shape] || shapes.dot)(Number(n(node.size * scale))), fill: node.color.background, stroke: node.color.border, "stroke-width": 1.2 }));
    }
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${SIZE}px ${face()}`;
    for (const { text, x, y } of placed(network, names, pen, frame)) group.append(svg("text", { x: n(x), y: n(y), "text-anchor": "middle", "font-size": SIZE, fill: ink, stroke: paper, "stroke-width": 3, "paint-order": "stroke" }, text));
    return group;
  };
  Object.assign(aid, { networkNames: drawn, networkPicture: pictured });
})();
