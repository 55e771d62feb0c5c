// The lines in the gutter: claims that share their visible ends, relation and form are one line; ports are sorted.
(() => {
  "use strict";
  const { svg } = aid;
  const PORT = 6;
  const CROWDED = 150;

  // A row's nearest visible self: itself, or the lowest folded row above it.
  const lifted = (row, isOpen) => {
    let end = row;
    for (let above = row.parent; above; above = above.parent) if (!isOpen(above)) end = above;
    return { row: end, folded: end.children.length > 0 && !isOpen(end) };
  };
  const bundles = (claims, isOpen) => {
    const found = new Map();
    const ends = rows => [...new Map(rows.map(row => lifted(row, isOpen)).map(end => [end.row, end])).values()].sort((a, b) => a.row.index - b.row.index);
    for (const claim of claims) {
      const left = ends(claim.rows.providers), right = ends(claim.rows.recipients);
      const key = aid.linkKey(left, right, claim);
      if (!found.has(key)) found.set(key, { key, relation: claim.relation, form: claim.form, left: left.map(e => e.row), right: right.map(e => e.row), claims: [] });
      found.get(key).claims.push(claim);
    }
    return [...found.values()];
  };
  // Each end of each bundle gets its own port on its row, in the order of what lies on the other side.
  const ports = links => {
    const atRow = new Map();
    const middle = rows => rows.reduce((sum, row) => sum + row.index, 0) / rows.length;
    for (const link of links) {
      link.ports = { left: new Map(), right: new Map() };
      for (const [side, rows, far] of [["left", link.left, link.right], ["right", link.right, link.left]]) {
        for (const row of rows) {
          if (!atRow.has(row)) atRow.set(row, []);
          atRow.get(row).push({ link, side, far: middle(far) });
        }
      }
    }
    for (const [row, entries] of atRow) {
      entries.sort((a, b) => a.far - b.far || (a.link.key < b.link.key ? -1 : 1));
      const room = rowHeight(entries.length) / (entries.length + 1);
      entries.forEach((entry, place) => {
        entry.link.ports[entry.side].set(row, (place + 1) / (entries.length + 1));
        entry.link.room = Math.min(entry.link.room || Infinity, room);
      });
    }
    return atRow;
  };
  // Beyond some forty lines a row grows no further: its lines lie closer, and the matrix tells them apart.
  const rowHeight = count => Math.max(28, Math.min(160, (count + 1) * (count > 12 ? 4 : PORT - 1)));

  const curve = (x1, y1, x2, y2) => {
    const bend = (x2 - x1) / 2;
    return `M${x1} ${y1.toFixed(1)}C${(x1 + bend).toFixed(1)} ${y1.toFixed(1)} ${(x2 - bend).toFixed(1)} ${y2.toFixed(1)} ${x2} ${y2.toFixed(1)}`;
  };
  const onCurve = (x1, y1, x2, y2, t) => {
    const u = 1 - t, bend = (x2 - x1) / 2;
    return [u * u * u * x1 + 3 * u * u * t * (x1 + bend) + 3 * u * t * t * (x2 - bend) + t * t * t * x2,
      u * u * u * y1 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * y2];
  };

  // One link as a group: a wide unseen path to point at, the line, its ends. `place` gives a row's box in the figure.
  const drawn = (link, width, place, lang, onPick) => {
    const words = aid.words(lang);
    const y = (side, row) => {
      const box = place(row);
      return box.top + box.height * link.ports[side].get(row);
    };
    const starts = link.left.map(row => y("left", row)), ends = link.right.map(row => y("right", row));
    const mean = list => list.reduce((a, b) => a + b, 0) / list.length;
    const paired = link.relation === "paired-with";
    const tip = paired ? 4 : 8;
    const from = link.left.length > 1 ? width * 0.3 : 0, to = link.right.length > 1 ? width * 0.7 : width - tip;
    const y1 = mean(starts), y2 = mean(ends);
    const paths = [curve(from, y1, to, y2)];
    if (link.left.length > 1) for (const start of starts) paths.push(curve(0, start, from, y1));
    if (link.right.length > 1) for (const end of ends) paths.push(curve(to, y2, width - tip, end));
    const d = paths.join("");
    const money = aid.weight(link.claims);
    const wanted = money ? Math.min(6, 1.4 + 1.1 * Math.log10(1 + money)) : Math.min(3, 1.3 + 0.25 * (link.claims.length - 1));
    const thick = Math.max(1.2, Math.min(wanted, link.room - 1));
    const what = `${aid.term("relation", link.relation, lang)}${link.form === "act" ? "" : ` (${aid.term("form", link.form, lang)})`}`;
    const group = svg("g", { class: `link ${link.relation} ${link.form}`, "data-link": link.key, "data-claims": link.claims.length,
      on: { click: event => { event.stopPropagation(); onPick(link); } } });
    group.append(
      svg("title", {}, `${words.linkOf(link.claims.length, what)} ${aid.totalText(link.claims, lang)}`),
      svg("path", { class: "hit", d }),
      svg("path", { class: "line", d, "stroke-width": (link.form === "aggregate" ? thick + 2.6 : thick).toFixed(2) }));
    if (link.form === "aggregate") group.append(svg("path", { class: "core", d, "stroke-width": Math.max(1.2, thick - 0.6).toFixed(2) }));
    if (link.left.length > 1) group.append(svg("circle", { class: "joint", cx: from, cy: y1.toFixed(1), r: 3.4 }));
    if (link.right.length > 1) group.append(svg("circle", { class: "joint", cx: to, cy: y2.toFixed(1), r: 3.4 }));
    for (const end of ends) {
      group.append(paired
        ? svg("circle", { class: "end", cx: width - 4, cy: end.toFixed(1), r: 2.6 })
        : svg("path", { class: "end", d: `M${width - 8} ${(end - 4).toFixed(1)}L${width - 0.5} ${end.toFixed(1)}L${width - 8} ${(end + 4).toFixed(1)}z` }));
    }
    if (paired) for (const start of starts) group.append(svg("circle", { class: "end", cx: 4, cy: start.toFixed(1), r: 2.6 }));
    if (link.claims.some(claim => claim.organizers.length)) {
      const [x, at] = onCurve(from, y1, to, y2, 0.08);
      group.append(svg("circle", { class: "organized", cx: x.toFixed(1), cy: at.toFixed(1), r: 2.6 }));
    }
    link.at = t => onCurve(from, y1, to, y2, t);
    return group;
  };

  // Amounts beside their lines, the largest first; a label that would touch another one is tried elsewhere, then left out.
  // Widths are measured on a canvas: asking an element for its own would lay the whole page out once a label.
  const pen = document.createElement("canvas").getContext("2d");
  const labels = (links, layer, width, lang) => {
    pen.font = `500 12px ${getComputedStyle(document.body).fontFamily}`;
    const placed = [];
    const wanted = links
      .map(link => {
        const sum = aid.totalText(link.claims, lang);
        const count = link.claims.length > 1 ? `×${link.claims.length}` : "";
        return { link, text: [sum, count].filter(Boolean).join(" "), rank: aid.weight(link.claims) };
      })
      .filter(entry => entry.text)
      .sort((a, b) => b.rank - a.rank || b.link.claims.length - a.link.claims.length);
    // Among hundreds of lines only the largest are labelled: a label that nobody can follow to its line is noise.
    for (const { link, text, rank } of wanted.slice(0, links.length > CROWDED ? 24 : wanted.length)) {
      const wide = pen.measureText(text).width + 8, high = 16;
      const spot = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8].map(t => link.at(t)).find(([x, y]) =>
        x - wide / 2 > 2 && x + wide / 2 < width - 10 &&
        placed.every(box => Math.abs(box.x - x) > (box.wide + wide) / 2 || Math.abs(box.y - y) > high));
      if (!spot) continue;
      placed.push({ x: spot[0], y: spot[1], wide });
      layer.append(svg("text", { class: `amount ${rank ? link.relation : "few"}`, "data-of": link.key, x: spot[0].toFixed(1), y: (spot[1] + 4).toFixed(1) }, text));
    }
  };
  Object.assign(aid, { bundles, ports, rowHeight, drawnLink: drawn, linkLabels: labels });
})();
