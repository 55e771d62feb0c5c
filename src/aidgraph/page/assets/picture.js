// A picture of what is on the screen, as SVG with text as text: any element of a view is redrawn from its own boxes,
// lines and words, with title, filters and citation, so that it can stand alone in print.
(() => {
  "use strict";
  const { svg } = aid;
  const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "paint-order", "text-anchor", "font-size", "font-weight", "font-family"];
  const PLAIN = { "fill-opacity": "1", stroke: "none", "stroke-opacity": "1", "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter", opacity: "1", "paint-order": "normal", "text-anchor": "start" };
  const ATTRIBUTES = ["d", "x", "y", "cx", "cy", "r", "rx", "width", "height", "fill-rule", "data-link", "data-arc", "data-claims", "lang"];
  const n = value => Number(value.toFixed(1));
  const seen = colour => colour && colour !== "transparent" && !/, 0\)$/.test(colour);

  // An element of a drawing, its style written out; what is only there to be pointed at is left out.
  const copied = node => {
    if (node.nodeType === 3) return document.createTextNode(node.data);
    if (["title"].includes(node.tagName) || node.matches(".hit, .reach")) return null;
    const style = getComputedStyle(node);
    if (style.display === "none") return null;
    const copy = svg(node.tagName);
    for (const name of ATTRIBUTES) if (node.hasAttribute(name)) copy.setAttribute(name, node.getAttribute(name));
    const shape = !["g", "svg"].includes(node.tagName);
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (name === "opacity" ? value !== "1" : shape && value && value !== PLAIN[name] && (node.tagName === "text" || !name.startsWith("font"))) copy.setAttribute(name, value.replace(/"/g, "'"));
    }
    for (const child of node.childNodes) { const made = copied(child); if (made) copy.append(made); }
    return copy;
  };
  const drawing = (node, origin) => {
    const box = node.getBoundingClientRect();
    const view = (node.getAttribute("viewBox") || `0 0 ${box.width} ${box.height}`).split(" ").map(Number);
    const group = svg("g", { transform: `translate(${n(box.left - origin.left)} ${n(box.top - origin.top)}) scale(${(box.width / view[2]).toFixed(4)})` });
    for (const child of node.childNodes) { const made = copied(child); if (made) group.append(made); }
    const opacity = getComputedStyle(node).opacity;
    if (opacity !== "1") group.setAttribute("opacity", opacity);
    return group;
  };
  // The words of a text node, a piece for each line they stand on; upright ones a piece for each character.
  const lines = node => {
    const range = document.createRange(), pieces = [];
    const upright = getComputedStyle(node.parentElement).writingMode.startsWith("vertical");
    range.selectNodeContents(node);
    if (!upright && range.getClientRects().length === 1) return [{ text: node.data.replace(/\s+/g, " "), box: range.getBoundingClientRect() }];
    for (let at = 0; at < node.data.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + (node.data.codePointAt(at) > 0xffff ? 2 : 1));
      const [box] = range.getClientRects();
      const text = range.toString();
      const last = pieces.at(-1);
      if (!box || !box.width || !box.height) {
        if (last) last.text += text.replace(/\n/, " ");
        continue;
      }
      if (last && (upright ? !aid.han.test(text) && !aid.han.test(last.text) && Math.abs(last.box.left - box.left) < 2 : Math.abs(last.box.top - box.top) < 3)) {
        last.text += text;
        last.box = new DOMRect(last.box.left, last.box.top, box.right - last.box.left, box.bottom - last.box.top);
      } else pieces.push({ text, box, upright });
      if (text.length === 2) at += 1;
    }
    return pieces;
  };
  const words = (node, origin, out) => {
    if (!node.data.trim()) return;
    const style = getComputedStyle(node.parentElement), size = parseFloat(style.fontSize);
    const named = node.parentElement.closest("[lang]");
    for (const { text, box, upright } of lines(node)) {
      const turned = upright && !aid.han.test(text);
      const x = box.left - origin.left, y = box.top - origin.top;
      const spot = turned ? { transform: `translate(${n(x + box.width / 2 - size * 0.35)} ${n(y)}) rotate(90)` } : { x: n(upright ? x + (box.width - size) / 2 : x), y: n(y + box.height / 2 + size * 0.36) };
      out.append(svg("text", { ...spot, "font-size": size, "font-weight": style.fontWeight === "400" ? null : style.fontWeight, fill: style.color, "text-decoration": /line-through/.test(style.textDecorationLine) ? "line-through" : null, lang: named ? named.lang : null, "xml:space": /^\s|\s$/.test(text) ? "preserve" : null }, text));
    }
  };
  const boxed = (element, style, origin, out) => {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) return;
    const sides = ["Top", "Right", "Bottom", "Left"].map(side => ({ width: parseFloat(style[`border${side}Width`]), kind: style[`border${side}Style`], colour: style[`border${side}Color`] }));
    const all = sides.every(side => side.width > 0 && side.kind !== "none" && seen(side.colour));
    const x = n(box.left - origin.left), y = n(box.top - origin.top);
    // A broken bar is a gradient on the screen: here a broken line.
    if (/^repeating/.test(style.backgroundImage) && box.height < 12) {
      const tone = /rgba?\([^)]*\)/.exec(style.backgroundImage);
      out.append(svg("path", { d: `M${x} ${n(y + box.height / 2)}h${n(box.width)}`, stroke: tone && tone[0], "stroke-width": n(box.height), "stroke-dasharray": "8 4" }));
      return;
    }
    if (seen(style.backgroundColor) || all) {
      out.append(svg("rect", { x: all ? x + 0.5 : x, y: all ? y + 0.5 : y, width: n(Math.max(0, box.width - (all ? 1 : 0))), height: n(Math.max(0, box.height - (all ? 1 : 0))), rx: parseFloat(style.borderTopLeftRadius) || null,
        fill: seen(style.backgroundColor) ? style.backgroundColor : "none", stroke: all ? sides[0].colour : null, "stroke-width": all ? sides[0].width : null, "stroke-dasharray": all && sides[0].kind === "dashed" ? "4 3" : null }));
    }
    if (all) return;
    const spots = [[x, y, x + box.width, y], [x + box.width, y, x + box.width, y + box.height], [x, y + box.height, x + box.width, y + box.height], [x, y, x, y + box.height]];
    sides.forEach((side, at) => {
      if (!side.width || side.kind === "none" || !seen(side.colour)) return;
      const [x1, y1, x2, y2] = spots[at].map(n);
      out.append(svg("path", { d: `M${x1} ${y1}L${x2} ${y2}`, stroke: side.colour, "stroke-width": side.width, fill: "none", "stroke-dasharray": side.kind === "dashed" ? "4 3" : null }));
    });
  };
  const painted = (node, origin, out) => {
    if (node.nodeType === 3) return words(node, origin, out);
    if (node.nodeType !== 1 || node.matches(".figure-foot, .fold, [hidden], .quiet")) return null;
    if (node.pictured) {
      const box = node.getBoundingClientRect();
      return out.append(svg("g", { transform: `translate(${n(box.left - origin.left)} ${n(box.top - origin.top)})` }, node.pictured()));
    }
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return null;
    if (node.tagName === "svg") return out.append(drawing(node, origin));
    const into = style.opacity === "1" ? out : out.appendChild(svg("g", { opacity: style.opacity }));
    if (style.display !== "contents") boxed(node, style, origin, into);
    for (const child of node.childNodes) painted(child, origin, into);
    return null;
  };

  // Text broken into lines no wider than this, between any two Chinese characters or at a blank.
  const pen = document.createElement("canvas").getContext("2d");
  const broken = (text, width, font) => {
    pen.font = font;
    const rows = [""];
    for (const part of text.match(/[A-Za-z0-9.,:;%’'“”()/-]+\s?|\s|[^]/gu) || []) {
      if (rows.at(-1) && !/^[，。；：、）”》]/.test(part) && pen.measureText(rows.at(-1) + part).width > width) rows.push("");
      rows[rows.length - 1] += part;
    }
    return rows;
  };
  const picture = state => {
    const view = document.querySelector("[data-picture]");
    if (!view) return null;
    const lang = aid.language(state), style = getComputedStyle(document.body);
    const whole = view.getBoundingClientRect();
    const inner = view.matches(".matrix-scroll") ? view.querySelector("table").getBoundingClientRect() : whole;
    const margin = 28, width = Math.max(560, inner.width) + 2 * margin;
    const root = getComputedStyle(document.documentElement), ink = root.getPropertyValue("--ink").trim(), soft = root.getPropertyValue("--soft").trim(), paper = root.getPropertyValue("--paper").trim();
    const title = document.title, top = 74;
    const citation = broken(aid.citationText(state, lang), width - 2 * margin, `12px ${style.fontFamily}`);
    const bottom = top + inner.height + 30;
    const height = bottom + 18 * citation.length + margin - 8;
    const body = svg("g", { transform: `translate(${margin} ${top})` });
    painted(view, { left: inner.left, top: inner.top }, body);
    const legend = svg("g", { "data-legend": "" });
    let x = margin;
    for (const relation of aid.relations.filter(name => aid.shown(state).some(claim => claim.relation === name))) {
      const text = aid.term("relation", relation, lang);
      pen.font = `12px ${style.fontFamily}`;
      const colour = root.getPropertyValue(`--${relation}`).trim();
      legend.append(svg("path", { d: `M${x} 56H${x + 26}`, stroke: colour, "stroke-width": 2, "stroke-dasharray": relation === "supports" ? "7 4" : null }), svg("text", { x: x + 32, y: 60, "font-size": 12, fill: soft }, text));
      x += 32 + pen.measureText(text).width + 22;
    }
    const sheet = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: Math.round(width), height: Math.round(height), viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`, "font-family": style.fontFamily.replace(/"/g, "'"), lang: document.documentElement.lang },
      svg("title", {}, title), svg("desc", {}, aid.citationText(state, lang)),
      svg("rect", { width: Math.round(width), height: Math.round(height), fill: paper }),
      svg("text", { x: margin, y: 38, "font-size": 20, "font-weight": 600, fill: ink }, title), legend, body,
      svg("g", { fill: soft, "font-size": 12 }, citation.map((line, at) => svg("text", { x: margin, y: n(bottom + 18 * at) }, line))));
    return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(sheet)}\n`, width: Math.round(width), height: Math.round(height) };
  };
  Object.assign(aid, { picture });
})();
