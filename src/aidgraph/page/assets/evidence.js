// The panel: what is chosen, with the sentence that states it, who reports it, and everything else between the two.
(() => {
  "use strict";
  const { data, el, verbatim, glyph, term, quote, sentence, lineOf } = aid;

  const panel = state => {
    const lang = aid.language();
    const words = aid.words(lang);
    const chosen = aid.selection(state);
    const body = { none: start, entity, foot, link, claim, issue }[chosen.kind](chosen, state, lang, words);
    return el("aside", { class: "panel", id: "evidence", "aria-label": words.evidence, "data-chosen": chosen.kind, tabindex: "-1", "data-focus": "panel" },
      el("div", { class: "panel-head" },
        el("h2", {}, words.evidence),
        chosen.kind !== "none" && el("button", { class: "quiet", type: "button", "data-focus": "clear", on: { click: () => aid.go({ select: null }) } }, words.clear)),
      body);
  };

  const start = (chosen, state, lang, words) => {
    const gifts = aid.largest(aid.shown(state).filter(claim => claim.form === "act")).slice(0, 5);
    return [
      gifts.length > 0 && el("h3", {}, words.largestTitle),
      gifts.length > 0 && el("ol", { class: "brief" }, gifts.map(({ claim }) => el("li", {}, brief(claim, state, lang)))),
      el("h3", {}, words.howTitle),
      el("div", { class: "how" }, words.how.map(text => el("p", {}, text)), el("p", {}, words.claimNote)),
    ];
  };

  // One line a claim: who → whom, amount, where it is said. A link to the claim itself.
  const brief = (claim, state, lang) => {
    const words = aid.words(lang);
    const money = aid.amountsText(claim, lang);
    return el("a", { class: "brief-line", href: aid.address({ select: `c:${claim.id}` }), "data-claim": claim.id },
      el("span", { class: "who" },
        aid.sideNames(claim, "providers", lang), el("span", { class: "arrow" }, claim.relation === "paired-with" ? " ↔ " : " → "),
        aid.sideNames(claim, "recipients", lang)),
      el("span", { class: "what" },
        el("span", { class: `relation ${claim.relation}` }, term("relation", claim.relation, lang)),
        claim.form !== "act" && el("span", { class: "tag" }, term("form", claim.form, lang)),
        claim.joint > 1 && el("span", { class: "tag" }, words.joint(claim.joint)),
        money && el("b", { class: "money" }, money),
        !aid.isShown(claim, state) && el("span", { class: "note" }, words.hidden)),
      el("span", { class: "from" }, reported(claim, lang), ` ${words.of} `, aid.documentLabel(claim.document, lang)));
  };
  const reported = (one, lang) => {
    const words = aid.words(lang);
    if (!aid.reporter(one)) return words.reportedUnknown;
    const [before, issuer, after] = words.reported(aid.reporter(one));
    return [before, verbatim(issuer), after];
  };

  const entity = ({ entity: one, claims }, state, lang, words) => {
    const other = lang === "zh" ? one.en : one.zh;
    const roles = [["providers", words.asProvider], ["recipients", words.asRecipient], ["organizers", words.asOrganizer]];
    return [
      el("div", { class: "who-head" }, glyph(one.type), el("h3", { class: "entity" }, aid.name(one, lang))),
      el("p", { class: "facts" },
        el("span", {}, term("type", one.type, lang) || one.type),
        other && other !== aid.label(one, lang) && el("span", { lang: lang === "zh" ? "en" : null }, verbatim(other))),
      one.within.length > 0 && el("p", { class: "facts" }, `${words.lies} `,
        one.within.map((at, place) => [place ? " · " : "", el("a", { href: aid.address({ select: `e:${data.entities[at].key}` }) }, aid.name(data.entities[at], lang))])),
      one.aliases.length > 0 && el("p", { class: "facts" }, `${words.alias} `, one.aliases.map((alias, at) => [at ? (lang === "zh" ? "、" : ", ") : "", verbatim(alias)])),
      one.members.length > 0 && el("p", { class: "facts" }, `${words.memberList} `,
        one.members.map((at, place) => [place ? (lang === "zh" ? "、" : ", ") : "", el("a", { href: aid.address({ select: `e:${data.entities[at].key}` }) }, aid.name(data.entities[at], lang))])),
      one.codes.length > 0 && el("p", { class: "facts codes" }, one.codes.map(([scheme, value, since, until]) =>
        el("span", { lang: "en" }, `${scheme} ${value}${since || until ? ` (${since || ""}–${until || ""})` : ""}`))),
      one.undecided && el("p", { class: "warn" }, words.undecided),
      claims.length > 0 && aid.onlyButtons(one, claims, state, lang),
      roles.map(([role, title]) => section(claims.filter(claim => aid.plays(one, claim, role)), title, state, lang)),
    ];
  };
  const foot = ({ row, claims }, state, lang, words) => [
    el("h3", { class: "entity" }, aid.rowLabel(row, lang)),
    el("p", { class: "facts" }, row.key === "unnamed" ? words.unnamedNote : words.unstatedNote),
    section(claims, row.side === "providers" ? words.asProvider : words.asRecipient, state, lang),
  ];
  // The claims of one role: all of them, those that the filters leave out last and marked.
  const section = (claims, title, state, lang) => {
    if (!claims.length) return null;
    const sorted = [...claims].sort((a, b) => aid.isShown(b, state) - aid.isShown(a, state) || a.index - b.index);
    const full = claims.length <= 3;
    return [
      el("h4", {}, title(claims.length)),
      full ? sorted.map(claim => card(claim, state, lang)) : el("ol", { class: "brief" }, sorted.map(claim => el("li", {}, brief(claim, state, lang), sentenceOf(claim, lang, true)))),
    ];
  };

  const link = ({ claims }, state, lang, words) => {
    const sum = aid.totalText(claims, lang);
    return [
      el("p", { class: "facts" }, el("b", {}, words.claims(claims.length)), sum && ` ${words.of} `, sum && el("b", { class: "money" }, sum)),
      claims.length <= 4 ? claims.map(claim => card(claim, state, lang))
        : el("ol", { class: "brief" }, claims.map(claim => el("li", {}, brief(claim, state, lang), sentenceOf(claim, lang, true)))),
      claims.length === 1 && more(claims[0], state, lang, words),
    ];
  };
  const claim = ({ claim: one }, state, lang, words) => [card(one, state, lang), more(one, state, lang, words)];
  const more = (one, state, lang, words) => {
    const same = aid.sameWords(one);
    const others = aid.othersBetween(one).filter(other => !same.includes(other));
    const doubts = aid.doubtsOn(one);
    return [doubts.length > 0 && [
      el("h4", {}, words.doubts(doubts.length)),
      el("ul", { class: "brief" }, doubts.map(doubt => el("li", {}, el("a", { class: "brief-line", href: aid.address({ select: `i:${doubt.index}` }) },
        el("span", {}, verbatim(one.document.text.slice(...doubt.at)), " ", el("span", { class: "note" }, issueTerm(doubt, lang))))))),
    ], ...[[same, words.same], [others, words.others]].map(([claims, title]) => claims.length > 0 && [
      el("h4", {}, title(claims.length)), el("ol", { class: "brief" }, claims.map(other => el("li", {}, brief(other, state, lang)))),
    ])];
  };
  const issueTerm = (one, lang) => term("issue", one.kind, lang) || el("code", { lang: "en" }, one.kind);

  const card = (one, state, lang) => {
    const words = aid.words(lang);
    const comma = lang === "zh" ? "、" : ", ";
    const counted = entry => [
      verbatim(entry.name),
      entry.quantity !== null && ` ${{ over: "≥", under: "≤", about: "≈" }[entry.bound] || ""}${entry.quantity.toLocaleString("en")} `,
      entry.quantity !== null && entry.unit && verbatim(entry.unit),
    ];
    const joined = parts => parts.map((part, at) => [at ? comma : "", part]);
    const rows = [
      [words.amount, one.amounts.length && joined(one.amounts.map(amount => [
        el("b", { class: "money" }, verbatim(amount.text)), " ",
        el("span", { class: "note" }, lang === "zh" && amount.bound === "exact" && amount.basis === "one-off" ? "" : `${aid.amountText(amount, lang)}`,
          ` ${term("measure", amount.of, lang)}${words.of}${term("basis", amount.basis, lang)}`)]))],
      [words.items, one.items.length && joined(one.items.map(counted))],
      [words.outcomes, one.outcomes.length && joined(one.outcomes.map(counted))],
      [words.organizers, one.organizers.length && joined(one.organizers.map(party => aid.partyButton(party, lang)))],
      [words.period, one.period && [verbatim(one.period.text), " ", (one.period.start || one.period.end) && el("span", { class: "note" }, `${one.period.start || "…"} – ${one.period.end || "…"}`)]],
      [words.programme, one.programmes.length && joined(one.programmes.map(text => verbatim(text)))],
      [words.purpose, one.purpose && verbatim(one.purpose)],
      [words.sector, one.sector && (term("sector", one.sector, lang) || el("code", {}, one.sector))],
      [words.modality, one.modality.length && joined(one.modality.map(code => term("modality", code, lang) || el("code", {}, code)))],
      [words.status, term("status", one.status, lang)],
      [words.review, one.review ? [words.reviewed(one.review.by, words.decision[one.review.decision] || one.review.decision), one.review.at && ` ${one.review.at}`] : one.origin === "told" && words.unreviewed],
    ];
    return el("article", { class: `card ${one.relation}`, "data-claim": one.id },
      el("p", { class: "act" },
        aid.sideParties(one, "providers", lang),
        el("span", { class: `verb ${one.relation}` }, term("relation", one.relation, lang)),
        aid.sideParties(one, "recipients", lang)),
      term("formNote", one.form, lang) && el("p", { class: `form-note ${one.form}` }, term("formNote", one.form, lang)),
      one.joint > 1 && el("p", { class: "note" }, words.jointNote),
      aid.sameAct(one) && el("p", { class: "note" }, words.sameAct),
      !aid.isShown(one, state) && el("p", { class: "note" }, words.hidden),
      sentenceOf(one, lang, false),
      el("p", { class: "source" }, reported(one, lang), lang === "zh" ? "：" : ": ", source(one, lang)),
      el("dl", {}, rows.filter(([, value]) => value).map(([title, value]) => [el("dt", {}, title), el("dd", {}, value)])),
      aid.reviewForms && aid.reviewForms(one),
      el("p", { class: "id" }, el("span", { lang: "en" }, one.id), one.rule && el("span", { lang: "en" }, one.rule)));
  };

  // The quote marked inside its sentence; a subject carried over from before is named with its own words.
  const sentenceOf = (one, lang, short) => {
    const words = aid.words(lang);
    const at = one.evidence.at;
    if (!at) return el("blockquote", { lang: "zh-Hans" }, el("mark", { class: one.relation, "data-quote": one.id }, quote(one)));
    const text = one.document.text;
    const [from, to] = short || one.document.kind === "table" ? at : sentence(text, at);
    const subject = one.evidence.subject;
    const inside = subject && subject[0] >= from && subject[1] <= to;
    const pieces = [];
    let done = from;
    const marks = [[at, "mark", { class: one.relation, "data-quote": one.id }]];
    if (inside && subject[1] <= at[0]) marks.unshift([subject, "u", {}]);
    for (const [[start, end], tag, attributes] of marks) {
      pieces.push(text.slice(done, start), el(tag, attributes, text.slice(start, end)));
      done = end;
    }
    pieces.push(text.slice(done, to));
    return [
      el("blockquote", { lang: "zh-Hans", dir: "ltr" }, pieces),
      subject && !short && el("p", { class: "carried" }, words.carried, el("q", { lang: "zh-Hans" }, text.slice(...subject)),
        `${lang === "zh" ? "，" : ", "}${words.line(lineOf(text, subject[0]))}`),
    ];
  };
  const source = (one, lang) => {
    const words = aid.words(lang);
    const shelved = one.document;
    const text = shelved.text;
    const comma = lang === "zh" ? "，" : ", ";
    const behind = one.source && [
      one.source.title && [el("cite", {}, lang === "zh" && !one.source.title.startsWith("《") && "《", verbatim(one.source.title), lang === "zh" && !one.source.title.startsWith("《") && "》"), comma],
      one.source.date && [one.source.date, comma],
      one.source.url && [el("span", { class: "url", lang: "en" }, one.source.url), comma],
      `${words.listed} `,
    ];
    return [
      behind,
      shelved.title && el("cite", {}, lang === "zh" && "《", verbatim(shelved.title), lang === "zh" && "》"), shelved.title && (lang === "zh" ? "，" : ", "),
      shelved.series && [aid.documentLabel(shelved, lang), lang === "zh" ? "，" : ", "],
      shelved.issued && [shelved.issued, lang === "zh" ? "，" : ", "],
      text && one.evidence.at && el("a", { href: aid.address({ view: "documents", shelf: shelved.id, select: `c:${one.id}` }), class: "in-document" },
        `${words.line(lineOf(text, one.evidence.at[0]))} ${words.of} ${words.inDocument}`),
      shelved.url && [" ", el("span", { class: "url", lang: "en" }, shelved.url)],
    ];
  };

  const issue = ({ issue: one }, state, lang, words) => {
    const text = one.at ? one.document.text.slice(...one.at) : one.quote;
    return [
      el("h3", { class: "entity" }, one.kind.startsWith("unclaimed") ? words.issue : words.doubt),
      text && el("blockquote", { lang: "zh-Hans" }, el("span", { class: "issue-mark" }, text)),
      el("p", { class: "source" }, aid.documentLabel(one.document, lang), one.at && ` ${words.of} ${words.line(lineOf(one.document.text, one.at[0]))}`),
      el("dl", {},
        el("dt", {}, words.form), el("dd", {}, issueTerm(one, lang)),
        el("dt", {}, words.issueReason), el("dd", {}, verbatim(one.reason)),
        one.candidates.length > 0 && [el("dt", {}, words.candidates), el("dd", {}, one.candidates.map((name, at) => [at ? " " : "", verbatim(name)]))]),
      one.at && state.view !== "documents" && el("p", { class: "source" }, el("a", { class: "in-document", href: aid.address({ view: "documents", shelf: one.document.id }) }, words.inDocument)),
      aid.claimsOn(one).length > 0 && [el("h4", {}, words.covered(aid.claimsOn(one).length)),
        el("ol", { class: "brief" }, aid.claimsOn(one).map(claim => el("li", {}, brief(claim, state, lang))))],
    ];
  };
  Object.assign(aid, { panel, brief, reported });
})();
