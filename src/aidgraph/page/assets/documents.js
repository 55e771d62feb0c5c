// A document's text with the words of its claims and open points marked; each mark leads to its evidence and back.
(() => {
  "use strict";
  const { data, el, verbatim, term } = aid;

  const current = state => {
    const chosen = aid.selection(state);
    const named = data.documents.find(shelved => shelved.id === state.shelf);
    if (named) return named;
    if (chosen.kind === "issue") return chosen.issue.document;
    if (chosen.claims.length) return chosen.claims[0].document;
    return data.documents.find(shelved => shelved.claims.some(claim => aid.isShown(claim, state))) || data.documents.find(shelved => shelved.claims.length) || data.documents[0];
  };

  // The text cut where any mark begins or ends; each piece knows every claim and open point that covers it.
  const pieces = (shelved, from, to) => {
    const marks = [
      ...shelved.claims.filter(claim => claim.evidence.at).map(claim => ({ claim, at: claim.evidence.at })),
      ...shelved.issues.filter(issue => issue.at).map(issue => ({ issue, at: issue.at })),
    ].filter(mark => mark.at[0] < to && mark.at[1] > from);
    const cuts = [...new Set([from, to, ...marks.flatMap(mark => mark.at)])].filter(at => at >= from && at <= to).sort((a, b) => a - b);
    return cuts.slice(0, -1).map((start, place) => {
      const end = cuts[place + 1];
      const over = marks.filter(mark => mark.at[0] <= start && mark.at[1] >= end)
        .sort((a, b) => a.at[1] - a.at[0] - (b.at[1] - b.at[0]));
      return { start, end, claims: over.filter(mark => mark.claim).map(mark => mark.claim), issues: over.filter(mark => mark.issue).map(mark => mark.issue) };
    });
  };

  // A short line is a heading unless it reads like the part of a sentence that a page break cut off.
  const isHeading = line => line.length < 40 && !/[。；，：]$/.test(line) && (/^[（(]?[一二三四五六七八九十\d]+[)）、．.]/.test(line) || !line.includes("，"));

  const view = state => {
    const lang = aid.language(), words = aid.words(lang);
    const shelved = current(state);
    if (!shelved) return { element: el("section", { class: "documents", "data-view": "documents" }, el("p", { class: "nothing" }, words.empty)) };
    const chosen = aid.selection(state);
    const lit = new Set(chosen.claims);
    const piece = ({ start, end, claims, issues }) => {
      const text = shelved.text.slice(start, end);
      if (!claims.length && !issues.length) return text;
      const one = claims.find(claim => lit.has(claim)) || claims.find(claim => aid.isShown(claim, state)) || claims[0];
      const isChosen = claims.some(claim => lit.has(claim)) || (chosen.kind === "issue" && issues.includes(chosen.issue));
      // Where several claims share the words, a second click goes on to the next.
      const next = one && lit.has(one) && claims.length > 1 ? claims[(claims.indexOf(one) + 1) % claims.length] : one;
      const select = next ? `c:${next.id}` : `i:${issues[0].index}`;
      const kind = one ? `mark ${one.relation} ${one.form}${claims.every(claim => !aid.isShown(claim, state)) ? " out" : ""}` : "mark";
      return el("a", {
        class: `${kind}${issues.length ? " issue-mark" : ""}${isChosen ? " chosen" : ""}`, href: aid.address({ select, shelf: shelved.id }),
        "data-claims": claims.map(claim => claim.id).join(" ") || null, "data-focus": `mark ${start}`,
        title: one ? `${term("relation", one.relation, lang)}${claims.length > 1 ? ` ×${claims.length}` : ""}` : words.issue,
      }, text);
    };
    const paragraphs = [];
    if (shelved.text !== null) {
      let at = 0;
      for (const line of shelved.text.split("\n")) {
        if (line.trim()) paragraphs.push(el("p", { class: shelved.kind !== "table" && isHeading(line.trim()) ? "heading" : null }, pieces(shelved, at, at + line.length).map(piece)));
        at += line.length + 1;
      }
    }
    const element = el("section", { class: "documents", "data-view": "documents", "aria-label": words.documents },
      el("ul", { class: "shelf" }, data.documents.map(other => el("li", {},
        el("a", { href: aid.address({ shelf: other.id, select: null }), "aria-current": other === shelved ? "page" : null, "data-focus": `document ${other.id}` },
          el("span", { class: "title" }, verbatim(other.title || other.id)),
          el("span", { class: "note" }, [other.series && aid.documentLabel(other, lang), other.issued, words.claimsHere(other.claims.length), other.issues.length > 0 && words.issuesHere(other.issues.length)]
            .filter(Boolean).map((part, place) => [place ? ` ${words.of} ` : "", part])))))),
      el("p", { class: "note" }, shelved.text === null ? words.noText : words.documentHelp),
      shelved.text === null
        ? el("ol", { class: "brief" }, shelved.claims.map(claim => el("li", {}, aid.brief(claim, state, lang))))
        : el("article", { class: `text ${shelved.kind}`, lang: "zh-Hans", dir: "ltr" }, paragraphs));
    const after = () => {
      const mark = element.querySelector(".mark.chosen");
      if (mark && aid.scrolledTo !== `${shelved.id} ${state.select}`) {
        const box = mark.getBoundingClientRect();
        if (box.top < 80 || box.bottom > innerHeight - 80) mark.scrollIntoView({ block: "center" });
      }
      aid.scrolledTo = `${shelved.id} ${state.select}`;
    };
    return { element, after };
  };
  Object.assign(aid, { documentsView: view });
})();
