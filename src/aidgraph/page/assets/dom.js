// Making elements. Text enters by textContent alone: nothing here ever parses markup.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const fill = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
      else if (name === "vars") for (const [key, number] of Object.entries(value)) element.style.setProperty(key, number);
      else element.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat(4)) {
      if (child === null || child === undefined || child === false || child === "") continue;
      element.append(child.nodeType ? child : document.createTextNode(String(child)));
    }
    return element;
  };
  const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
  const han = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

  // Words of a document or a name: isolated, so that no direction mark in them reaches the page, and told as Chinese.
  const verbatim = (text, tag = "bdi", attributes = {}) =>
    el(tag, { ...attributes, lang: han.test(text) ? "zh-Hans" : "en" }, text);

  // A shape a type: divisions are squares that shrink with their level, everything else has a shape of its own.
  const square = half => `M${8 - half} ${8 - half}h${2 * half}v${2 * half}h${-2 * half}z`;
  const star = "M8 1.6l1.9 4.3 4.7.5-3.5 3.1 1 4.6L8 11.7l-4.1 2.4 1-4.6L1.4 6.4l4.7-.5z";
  const shapes = {
    Province: square(5.5), Prefecture: square(4.6), County: square(3.7), Township: square(2.8), Village: square(2),
    Corps: star, CorpsDivision: star, CorpsRegiment: star, CorpsCompany: star,
    School: "M8 2.2l6.2 11H1.8z", Hospital: "M6 2h4v4h4v4h-4v4H6v-4H2V6h4z",
    Enterprise: "M8 1.5L14.5 8 8 14.5 1.5 8z", Association: "M8 1.5L14.5 8 8 14.5 1.5 8zM8 5L5 8l3 3 3-3z",
    Foundation: "M8 1.5l5.6 3.2v6.6L8 14.5l-5.6-3.2V4.7z", Media: "M2 4.5h12v2H2zM2 9.5h12v2H2z",
    PublicBody: "M8 1.5L14 6v1H2V6zM3 8h2v5H3zM7 8h2v5H7zM11 8h2v5h-2zM2 13.5h12v1.2H2z",
    Park: "M2.5 2.5h11v11h-11zM4.2 4.2v7.6h7.6V4.2zM6.5 6.5h3v3h-3z",
    Headquarters: "M3 1.5h1.4v13H3zM4.4 2H14l-2.6 3.2L14 8.4H4.4z", WorkTeam: "M4 2h1.3v12H4zM5.3 2.6L12.5 5.4 5.3 8.2z",
    Group: "M5 3.2a2 2 0 110 4 2 2 0 010-4zM11 3.2a2 2 0 110 4 2 2 0 010-4zM8 9a2 2 0 110 4 2 2 0 010-4z",
    unnamed: "M8 3a5 5 0 110 10A5 5 0 018 3zM8 4.6a3.4 3.4 0 100 6.8 3.4 3.4 0 000-6.8z",
    unstated: "M3 7.2h10v1.6H3z",
  };
  const glyph = type =>
    svg("svg", { class: "glyph", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
      svg("path", { d: shapes[type] || "M8 4a4 4 0 110 8 4 4 0 010-8z", "fill-rule": "evenodd" }));
  Object.assign(aid, { el, svg, verbatim, glyph, han });
})();
