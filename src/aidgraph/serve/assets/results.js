// An answer as a table with its quotes, and as a network between two of its columns.
window.aidResults = (() => {
  "use strict";
  const zh = document.documentElement.lang.startsWith("zh");
  const say = (english, chinese) => (zh ? chinese : english);
  const make = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
    made.append(...children.filter(child => child !== null));
    return made;
  };
  const home = "/id/";
  const local = iri => {
    const at = iri.indexOf("/id/");
    return at > 0 && /\/aidgraph\/id\/|^https?:\/\/(127\.0\.0\.1|localhost)/.test(iri) ? home + iri.slice(at + 4).replace(/[%?]/g, encodeURIComponent) : iri;
  };
  const words = cell => (cell === null ? "" : cell.label || cell.value);
  const isNumber = cell => cell !== null && /#(integer|decimal|double)$/.test(cell.datatype || "");
  // Columns of ids lead to what they name.
  const HOMES = { claim_id: "claim", claim: "claim", document: "document", document_id: "document" };
  const shown = (cell, column) => {
    if (cell === null) return "";
    if (cell.type === "literal" && HOMES[column] && /^\S+$/.test(cell.value)) return make("a", { href: `${home}${HOMES[column]}/${cell.value.replace(/[%?#]/g, encodeURIComponent)}` }, cell.value);
    if (cell.type === "uri") return make("a", { href: local(cell.value) }, words(cell));
    return isNumber(cell) ? Number(cell.value).toLocaleString("en", { maximumFractionDigits: 6 }) : cell.value;
  };
  const PAGE = 200;

  const table = (answer, into) => {
    const quotes = new Set(answer.columns.map((name, at) => (/quote/.test(name) ? at : -1)));
    const body = make("tbody", {});
    const more = make("button", { type: "button" });
    let upTo = 0;
    const grow = () => {
      for (const row of answer.rows.slice(upTo, upTo + PAGE))
        body.append(make("tr", {}, ...row.map((cell, at) => make("td", { class: isNumber(cell) ? "number" : quotes.has(at) ? "quote" : null, lang: quotes.has(at) ? "zh-Hans" : null }, shown(cell, answer.columns[at])))));
      upTo = Math.min(upTo + PAGE, answer.rows.length);
      more.textContent = say(`Show more (${upTo} of ${answer.rows.length})`, `显示更多（${upTo} / ${answer.rows.length}）`);
      more.hidden = upTo >= answer.rows.length;
    };
    more.addEventListener("click", grow);
    grow();
    into.replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, ...answer.columns.map(name => make("th", { scope: "col" }, name)))), body), more);
  };

  // The two columns that a network most likely lies between.
  const ends = columns => {
    const known = [["providers", "recipients"], ["provider", "recipient"], ["city", "county"], ["subject", "object"]];
    const pair = known.find(names => names.every(name => columns.includes(name)));
    return pair ? pair.map(name => columns.indexOf(name)) : [0, Math.min(1, columns.length - 1)];
  };
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let drawn = null;
  const network = (answer, into) => {
    if (!answer.ends) answer.ends = ends(answer.columns);
    const between = into.querySelector(".between"), canvas = into.querySelector(".canvas");
    const choose = at => {
      const select = make("select", { "aria-label": at ? say("to", "到") : say("from", "从") }, ...answer.columns.map((name, index) => {
        const option = make("option", { value: String(index) }, name);
        option.selected = index === answer.ends[at];
        return option;
      }));
      select.addEventListener("change", () => { answer.ends[at] = Number(select.value); network(answer, into); });
      return select;
    };
    const links = new Map(), nodes = new Map();
    for (const row of answer.rows) {
      const [from, to] = answer.ends.map(at => row[at]);
      if (!from || !to) continue;
      const ids = [from, to].map(cell => cell.value);
      [from, to].forEach((cell, at) => {
        const node = nodes.get(cell.value) || { id: cell.value, label: words(cell).replace(/(.{10})(?=.{2})/gu, "$1\n"), weight: 0, gives: 0 };
        node.weight += 1;
        node.gives += at ? -1 : 1;
        nodes.set(cell.value, node);
      });
      const key = ids.join("\u0000");
      links.set(key, { from: ids[0], to: ids[1], value: ((links.get(key) || {}).value || 0) + 1 });
    }
    const MOST = 400;
    const kept = new Set([...nodes.values()].sort((a, b) => b.weight - a.weight).slice(0, MOST).map(node => node.id));
    between.replaceChildren(choose(0), " → ", choose(1), ` ${say(`${nodes.size} nodes, ${links.size} links`, `${nodes.size} 个节点，${links.size} 条连线`)}`,
      nodes.size > MOST ? say(`; the ${MOST} with most links are drawn`, `；图中只画连线最多的 ${MOST} 个`) : "");
    if (drawn) drawn.destroy();
    const font = { color: colour("--ink"), size: 13, face: "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, system-ui, sans-serif" };
    drawn = new vis.Network(canvas, {
      nodes: [...nodes.values()].filter(node => kept.has(node.id)).map(node => ({ ...node, value: node.weight, color: colour(node.gives >= 0 ? "--aiding" : "--aided") })),
      edges: [...links.values()].filter(link => kept.has(link.from) && kept.has(link.to)).map(link => ({ ...link, title: String(link.value) })),
    }, {
      nodes: { shape: "dot", scaling: { min: 5, max: 18 }, font, borderWidth: 0 },
      edges: { arrows: { to: { enabled: true, scaleFactor: 0.5 } }, color: { color: colour("--rule"), highlight: colour("--ink") }, scaling: { min: 1, max: 6 }, smooth: false },
      layout: { randomSeed: 1, improvedLayout: nodes.size < 150 },
      physics: { stabilization: { iterations: 200 }, barnesHut: { gravitationalConstant: -4000, springLength: 120 } },
      interaction: { hover: true, keyboard: false },
    });
    drawn.once("stabilizationIterationsDone", () => { drawn.setOptions({ physics: false }); drawn.fit(); canvas.dataset.ready = String(nodes.size); });
  };
  return { table, network, make, say };
})();
