// SPARQL's terminals, to colour them: the same kinds as in graph/sparql.py, with numbers.
window.aidSparql = (() => {
  "use strict";
  const terminal = /(?<comment>#[^\n]*)|(?<iri><[^<>"{}|^`\\\s]*>)|(?<string>"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<variable>[?$][\p{L}\p{N}_]+)|(?<name>[\p{L}\p{N}_.-]*:(?:[\p{L}\p{N}_.:-]|%[0-9A-Fa-f]{2}|\\.)*)|(?<number>\b\d+(?:\.\d+)?\b)|(?<word>[\p{L}_][\p{L}\p{N}_]*)/gu;
  const shade = (text, into) => {
    const pieces = [];
    let done = 0;
    for (const found of text.matchAll(terminal)) {
      const [kind] = Object.entries(found.groups).find(([, value]) => value !== undefined);
      pieces.push(text.slice(done, found.index));
      const span = document.createElement("span");
      span.className = `s-${kind}`;
      span.textContent = found[0];
      pieces.push(span);
      done = found.index + found[0].length;
    }
    into.replaceChildren(...pieces, text.slice(done), "\n");
  };
  return { shade };
})();
