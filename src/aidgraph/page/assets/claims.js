// What is shown and what is chosen, and how claims and names are worded. Every view counts with these.
(() => {
  "use strict";
  const { data, el, verbatim, glyph, byKey, claimById, plays, ROLES } = aid;

  const isShown = (claim, state) => aid.weigh(state).set.has(claim);
  const shown = state => aid.weigh(state).shown;

  const label = (entity, lang) => (lang === "en" && entity.en) || entity.zh;
  // A work team's full name repeats its headquarters'; beside others it is enough to say which team.
  const brieflyZh = entity => (entity.type === "WorkTeam" ? entity.zh.replace(/^.+前方指挥部(?=.)/, "") : entity.zh);
  const short = (entity, lang) => (lang === "en" && entity.en) || brieflyZh(entity);
  const name = (entity, lang) => verbatim(label(entity, lang));
  const shortName = (entity, lang) => verbatim(short(entity, lang), "bdi", { title: short(entity, lang) === label(entity, lang) ? null : label(entity, lang) });
  const footLabel = (row, lang) => {
    const words = aid.words(lang);
    return row.key === "unnamed" ? words.unnamed[row.side] : words.unstated;
  };
  const rowLabel = (row, lang) => (row.entity ? short(row.entity, lang) : footLabel(row, lang));

  // Parties of one side as names joined by the language's comma; the side not stated says so.
  const sideText = (claim, role, lang) =>
    claim[role].map(party => short(data.entities[party.entity], lang)).join(lang === "zh" ? "、" : ", ") ||
    aid.words(lang).unstated;
  const sideNames = (claim, role, lang) =>
    claim[role].length
      ? claim[role].map((party, at) => [at ? (lang === "zh" ? "、" : ", ") : "", shortName(data.entities[party.entity], lang)])
      : aid.words(lang).unstated;
  const partyButton = (party, lang) => {
    const entity = data.entities[party.entity];
    const words = aid.words(lang);
    return el("span", { class: "party" },
      el("a", { class: "name", href: aid.address({ select: `e:${entity.key}` }) }, glyph(entity.type), shortName(entity, lang)),
      party.name && lang === "zh" && party.name !== brieflyZh(entity) && el("span", { class: "written" }, `（${words.asWritten}“`, verbatim(party.name), "”）"));
  };
  const sideParties = (claim, role, lang) =>
    claim[role].length
      ? claim[role].map(party => partyButton(party, lang))
      : el("span", { class: "unstated" }, aid.words(lang).unstated);

  const rowsOf = entity => aid.SIDES.map(side => aid.trees[side].byKey.get(entity.key)).filter(Boolean);

  // A selection: an entity `e:`, a claim `c:`, a link `l:`, a pair `p:`, an issue `i:`. Unknown ones select nothing.
  const selection = state => {
    const chosen = state.select || "";
    const key = chosen.slice(2);
    if (chosen.startsWith("e:") && byKey.has(key)) {
      const entity = byKey.get(key);
      return { kind: "entity", entity, claims: [...entity.claims].sort((a, b) => a.index - b.index) };
    }
    if (chosen.startsWith("c:") && claimById.has(key)) {
      const claim = claimById.get(key);
      return { kind: "claim", claim, claims: [claim] };
    }
    if (chosen.startsWith("l:")) {
      const claims = linkClaims(key).filter(claim => isShown(claim, state));
      if (claims.length) return { kind: "link", claims };
    }
    if (chosen.startsWith("p:")) {
      const claims = pairClaims(key).filter(claim => isShown(claim, state));
      if (claims.length) return { kind: "link", claims };
    }
    if (chosen.startsWith("f:")) {
      const [side, foot] = key.split("/");
      const row = aid.trees[side] && aid.trees[side].byKey.get(foot);
      if (row) return { kind: "foot", row, claims: data.claims.filter(claim => claim.rows[side].some(end => end === row || end.parent === row)) };
    }
    if (chosen.startsWith("i:") && data.issues[Number(key)]) {
      return { kind: "issue", issue: data.issues[Number(key)], claims: [] };
    }
    return { kind: "none", claims: [] };
  };

  // A link's name: left rows ~ right rows ~ relation ~ form. A star marks a folded row, which stands for all below it.
  const linkKey = (left, right, claim) => {
    const side = ends => ends.map(end => encodeURIComponent(end.row.key) + (end.folded ? "*" : "")).sort().join("+");
    return [side(left), side(right), claim.relation, claim.form].join("~");
  };
  const linkClaims = key => {
    const [left, right, relation, form] = key.split("~");
    if (form === undefined) return [];
    const covers = (texts, rows) => {
      const ends = texts.split("+").map(text => {
        const folded = text.endsWith("*");
        return { key: decodeSafe(folded ? text.slice(0, -1) : text), folded };
      });
      const under = (row, end) => {
        if (!end.folded) return row.key === end.key;
        for (let at = row; at; at = at.parent) if (at.key === end.key) return true;
        return false;
      };
      return rows.every(row => ends.some(end => under(row, end))) && ends.every(end => rows.some(row => under(row, end)));
    };
    return data.claims.filter(claim =>
      claim.relation === relation && claim.form === form && covers(left, claim.rows.providers) && covers(right, claim.rows.recipients));
  };
  // A pair `p:` is all that one row and what lies under it does for another, whatever the relation and the form.
  const pairKey = (left, right) => `${encodeURIComponent(left)}~${encodeURIComponent(right)}`;
  const pairClaims = key => {
    const [left, right] = key.split("~").map(decodeSafe);
    const under = (row, wanted) => {
      for (let at = row; at; at = at.parent) if (at.key === wanted) return true;
      return false;
    };
    return data.claims.filter(claim => claim.rows.providers.some(row => under(row, left)) && claim.rows.recipients.some(row => under(row, right)));
  };
  const decodeSafe = text => {
    try { return decodeURIComponent(text); } catch { return text; }
  };

  // Every other claim between the two sides of this one, whatever its form and whether the filters show it.
  const othersBetween = claim =>
    data.claims.filter(other =>
      other !== claim && claim.providers.length && claim.recipients.length &&
      claim.providers.some(party => plays(data.entities[party.entity], other, "providers")) &&
      claim.recipients.some(party => plays(data.entities[party.entity], other, "recipients")));
  const sameWords = claim =>
    data.claims.filter(other =>
      other !== claim && other.document === claim.document && overlapping(other.evidence.at, claim.evidence.at));
  const overlapping = (a, b) => a && b && a[0] < b[1] && b[0] < a[1];
  const doubtsOn = claim => claim.document.issues.filter(issue => overlapping(issue.at, claim.evidence.at));
  const claimsOn = issue => issue.document.claims.filter(claim => overlapping(issue.at, claim.evidence.at));
  const sameAct = claim => claim.act && data.claims.some(other => other !== claim && other.act === claim.act);

  const documentLabel = (shelved, lang) => {
    const words = aid.words(lang);
    if (shelved.series && shelved.number) {
      const number = /^\d+$/.test(shelved.number) ? words.issueNumber(shelved.number) : verbatim(shelved.number);
      return [verbatim(shelved.series), " ", number];
    }
    return [verbatim(shelved.title || shelved.id)];
  };
  // Who reports a claim and when: the source that a row of a table names, else the document itself.
  const reporter = claim => (claim.source ? claim.source.publisher : claim.document.issuer) || null;
  const reportDate = claim => (claim.source ? claim.source.date : claim.document.issued) || null;
  const amountsText = (claim, lang) => claim.amounts.map(amount => aid.amountText(amount, lang)).join(lang === "zh" ? "，" : ", ");
  Object.assign(aid, {
    shown, isShown, label, short, name, shortName, rowLabel, sideText, sideNames, partyButton, sideParties, rowsOf, selection, linkKey, pairKey, othersBetween,
    sameWords, sameAct, doubtsOn, claimsOn, documentLabel, reporter, reportDate, amountsText, ROLES,
  });
})();
