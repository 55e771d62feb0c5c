// The map: two schematic panels of points, the aiding side and the aided side; arcs for what is chosen.
(() => {
  "use strict";
  const { el, svg, data, SIDES } = aid;
  const pen = document.createElement("canvas").getContext("2d");

  // Where a body stands: its own point, else that of the nearest place it lies in which has one.
  const home = entity => [entity, ...entity.within.map(at => data.entities[at])].find(one => one.point) || null;
  const placed = claims => {
    const found = { providers: new Map(), recipients: new Map(), off: 0 };
    for (const claim of claims) {
      let off = false;
      claim.homes = {};
      for (const side of SIDES) {
        const homes = [...new Set(claim[side].map(party => home(data.entities[party.entity])))];
        if (!homes.length || homes.includes(null)) off = true;
        claim.homes[side] = homes.filter(Boolean);
        for (const place of claim.homes[side]) found[side].set(place, [...(found[side].get(place) || []), claim]);
      }
      if (off) found.off += 1;
    }
    return found;
  };
  // Degrees to pixels, the same scale both ways at the middle latitude; a lone point stands in the middle.
  const projected = (places, frame) => {
    const lats = places.map(place => place.point[0]), lons = places.map(place => place.point[1]);
    const south = Math.min(...lats), north = Math.max(...lats), west = Math.min(...lons), east = Math.max(...lons);
    const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
    const pad = { x: 46, y: 34 };
    const scale = Math.min((frame.wide - 2 * pad.x) / Math.max(0.8, (east - west) * squeeze), (frame.high - 2 * pad.y) / Math.max(0.6, north - south));
    return place => [
      frame.x + frame.wide / 2 + (place.point[1] - (west + east) / 2) * squeeze * scale,
      frame.y + frame.high / 2 - (place.point[0] - (south + north) / 2) * scale];
  };
  // Dots shrink where there are many, and never below what can be seen.
  const radius = (n, places) => Math.max(1.6, Math.min(18, 3 + 2.1 * Math.sqrt(n)) * Math.min(1, Math.sqrt(150 / places)));

  const view = state => {
    const lang = aid.language(), words = aid.words(lang);
    const claims = aid.shown(state);
    const chosen = aid.selection(state);
    const lit = chosen.claims.filter(claim => aid.isShown(claim, state));
    const found = placed(claims);
    const figure = svg("svg", { class: "map-figure", role: "group", "aria-label": words.mapLabel, "data-picture": "" });
    const element = el("section", { class: "map", "data-view": "map", "aria-label": words.map },
      el("p", { class: "note" }, words.mapNote, found.off > 0 && ` ${words.offMap(found.off)}${lang === "zh" ? "。" : "."}`),
      claims.length ? figure : el("p", { class: "nothing" }, data.claims.length ? words.noClaims : words.empty));
    let drawnAt = 0;
    const draw = () => {
      const width = Math.round(element.getBoundingClientRect().width);
      if (!claims.length || !width || width === drawnAt || !figure.isConnected) return;
      drawnAt = width;
      const beside = width >= 640, gap = beside ? Math.min(120, width * 0.1) : 56;
      const wide = beside ? (width - gap) / 2 : width, high = beside ? Math.min(560, Math.max(420, innerHeight * 0.62)) : 330;
      const frames = { providers: { x: 0, y: 28, wide, high }, recipients: beside ? { x: wide + gap, y: 28, wide, high } : { x: 0, y: 28 + high + gap, wide, high } };
      const total = beside ? high + 36 : 2 * high + gap + 36;
      figure.setAttribute("viewBox", `0 0 ${width} ${total}`);
      figure.setAttribute("width", width);
      figure.setAttribute("height", total);
      const spots = { providers: new Map(), recipients: new Map() };
      const layers = { frames: svg("g", {}), arcs: svg("g", { class: "arcs" }), dots: svg("g", {}), names: svg("g", { class: "place-names" }) };
      const boxes = [];
      const litHomes = new Map(SIDES.map(side => [side, new Set(lit.flatMap(claim => claim.homes[side]))]));
      for (const side of SIDES) {
        const frame = frames[side];
        layers.frames.append(svg("text", { class: `map-title ${side}`, x: frame.x, y: frame.y - 10 }, words[side]), svg("rect", { class: "map-frame", x: frame.x + 0.5, y: frame.y + 0.5, width: frame.wide - 1, height: frame.high - 1, rx: 3 }));
        const places = [...found[side].keys()];
        if (!places.length) continue;
        const at = projected(places, frame);
        const order = places.sort((a, b) => litHomes.get(side).has(b) - litHomes.get(side).has(a) || found[side].get(b).length - found[side].get(a).length || a.index - b.index);
        for (const place of order) {
          const [x, y] = at(place), n = found[side].get(place).length, r = radius(n, places.length);
          spots[side].set(place, [x, y, r]);
          boxes.push({ left: x - r, right: x + r, top: y - r, bottom: y + r, place });
        }
        for (const place of [...order].reverse()) {
          const [x, y, r] = spots[side].get(place), n = found[side].get(place).length;
          const far = lit.length && !litHomes.get(side).has(place);
          layers.dots.append(svg("g", { class: `dot ${side}${far ? " far" : ""}${chosen.entity === place ? " chosen" : ""}`, role: "button", tabindex: "0", lang: aid.han.test(aid.label(place, lang)) ? "zh-Hans" : "en", "aria-label": words.dotOf(aid.label(place, lang), n), "data-place": place.key, "data-focus": `dot ${side} ${place.key}`,
            on: { click: () => aid.go({ select: `e:${place.key}` }), keydown: event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); aid.go({ select: `e:${place.key}` }); } } } },
            svg("circle", { class: "reach", cx: x.toFixed(1), cy: y.toFixed(1), r: Math.max(12, r) }), svg("circle", { class: "spot", cx: x.toFixed(1), cy: y.toFixed(1), r: r.toFixed(1) })));
        }
        pen.font = `13px ${getComputedStyle(document.body).fontFamily}`;
        for (const place of order) {
          const [x, y, r] = spots[side].get(place), text = aid.short(place, lang), long = pen.measureText(text).width + 4;
          const spot = [[x, y + r + 15, "middle"], [x + r + 5, y + 4.5, "start"], [x - r - 5, y + 4.5, "end"], [x, y - r - 6, "middle"]].map(([tx, ty, anchor]) => {
            const left = anchor === "middle" ? tx - long / 2 : anchor === "start" ? tx : tx - long;
            return { tx, ty, anchor, left, right: left + long, top: ty - 12, bottom: ty + 4 };
          }).find(box => box.left > frame.x + 2 && box.right < frame.x + frame.wide - 2 && box.top > frame.y + 2 && box.bottom < frame.y + frame.high - 2 &&
            boxes.every(other => other.place === place || box.left >= other.right || box.right <= other.left || box.top >= other.bottom || box.bottom <= other.top));
          if (!spot) continue;
          boxes.push(spot);
          layers.names.append(svg("text", { class: lit.length && !litHomes.get(side).has(place) ? "far" : null, x: spot.tx.toFixed(1), y: spot.ty.toFixed(1), "text-anchor": spot.anchor, lang: aid.han.test(text) ? "zh-Hans" : "en" }, text));
        }
      }
      const pairs = new Map();
      for (const claim of lit) for (const a of claim.homes.providers) for (const b of claim.homes.recipients) {
        const key = `${a.key} ${b.key} ${claim.relation} ${claim.form}`;
        pairs.set(key, [...(pairs.get(key) || []), { a, b, claim }]);
      }
      const seen = new Map();
      for (const [key, list] of pairs) {
        const [{ a, b, claim }] = list, [x1, y1] = spots.providers.get(a), [x2, y2] = spots.recipients.get(b);
        const turn = seen.get(`${a.key} ${b.key}`) || 0;
        seen.set(`${a.key} ${b.key}`, turn + 1);
        const lift = 40 + 16 * turn + Math.hypot(x2 - x1, y2 - y1) * 0.1;
        const middle = beside ? [(x1 + x2) / 2, Math.max(34, Math.min(y1, y2) - lift)] : [Math.min(width - 12, Math.max(x1, x2) + lift), (y1 + y2) / 2];
        layers.arcs.append(svg("g", { class: `link ${claim.relation} ${claim.form}`, "data-arc": key, "data-claims": list.length, on: { click: () => aid.go({ select: list.length === 1 ? `c:${claim.id}` : `p:${aid.pairKey(a.key, b.key)}` }) } },
          svg("title", { lang: aid.han.test(aid.label(a, lang) + aid.label(b, lang)) ? "zh-Hans" : "en" }, `${aid.label(a, lang)} → ${aid.label(b, lang)} ×${list.length}`),
          ...["hit", "line"].map(kind => svg("path", { class: kind, d: `M${x1.toFixed(1)} ${y1.toFixed(1)}Q${middle.map(value => value.toFixed(1)).join(" ")} ${x2.toFixed(1)} ${y2.toFixed(1)}`, "stroke-width": kind === "line" ? (1.4 + Math.log2(list.length)).toFixed(1) : null }))));
      }
      figure.replaceChildren(layers.frames, layers.dots, layers.arcs, layers.names);
    };
    new ResizeObserver(draw).observe(element);
    return { element, after: draw };
  };
  Object.assign(aid, { mapView: view });
})();
