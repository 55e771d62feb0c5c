// The graph as it was written into this file, joined up: entities know their claims, rows their parents.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const SIDES = ["providers", "recipients"];
  const ROLES = [...SIDES, "organizers"];

  data.entities.forEach((entity, index) => {
    entity.index = index;
    entity.undecided = entity.id.startsWith("undecided:");
    entity.key = entity.undecided ? entity.id.slice("undecided:".length) : entity.id.replace(/^.*?\/id\//, "");
    entity.claims = new Set();
  });
  const byKey = new Map(data.entities.map(entity => [entity.key, entity]));

  // Rows of the two trees. A row's key is its entity's, or the name of the foot.
  const trees = {};
  for (const side of SIDES) {
    const trail = [];
    trees[side] = data.trees[side].map(([what, depth], index) => {
      const entity = typeof what === "number" ? data.entities[what] : null;
      const row = { side, index, depth, entity, key: entity ? entity.key : what, parent: depth ? trail[depth - 1] : null, children: [] };
      trail[depth] = row;
      trail.length = depth + 1;
      if (row.parent) row.parent.children.push(row);
      return row;
    });
    trees[side].byKey = new Map(trees[side].map(row => [row.key, row]));
  }

  data.claims.forEach((claim, index) => {
    claim.index = index;
    claim.rows = {};
    for (const role of ROLES) {
      const entities = [...new Set(claim[role].map(party => data.entities[party.entity]))];
      for (const entity of entities) {
        entity.claims.add(claim);
        for (const member of entity.members) data.entities[member].claims.add(claim);
        for (const place of entity.within) data.entities[place].claims.add(claim);
      }
      if (role === "organizers") continue;
      const rows = entities.map(entity => trees[role].byKey.get(entity.key));
      claim.rows[role] = rows.length ? rows : [trees[role].byKey.get("unstated")];
    }
    claim.joint = Math.max(claim.providers.length, claim.recipients.length);
    claim.document = data.documents[claim.evidence.document];
  });
  const claimById = new Map(data.claims.map(claim => [claim.id, claim]));

  data.documents.forEach((shelved, index) => {
    shelved.index = index;
    shelved.claims = [];
    shelved.issues = [];
  });
  for (const claim of data.claims) claim.document.claims.push(claim);
  data.issues.forEach((issue, index) => {
    issue.index = index;
    issue.document = data.documents[issue.document];
    issue.document.issues.push(issue);
  });

  // Whether an entity plays a part in a claim in this role: itself, by a member named, or by something inside it.
  const plays = (entity, claim, role) =>
    claim[role].some(party => {
      const other = data.entities[party.entity];
      return other === entity || other.within.includes(entity.index) || other.members.includes(entity.index);
    });
  const quote = claim =>
    claim.evidence.at ? claim.document.text.slice(...claim.evidence.at) : claim.evidence.quote;

  // The sentence around a span: out to a full stop, or to the end of a line that a page break did not cut.
  const sentence = (text, [start, end]) => {
    const stops = "。！？!?";
    const REACH = 240;
    let from = start, to = end;
    const cut = at => {
      const before = text.slice(0, at).trimEnd();
      return before.length - before.lastIndexOf("\n") < 24 || stops.includes(before.at(-1) || "。");
    };
    while (from > 0 && start - from < REACH && !stops.includes(text[from - 1]) && !(text[from - 1] === "\n" && cut(from))) from--;
    while (to < text.length && to - end < REACH && !stops.includes(text[to]) && !(text[to] === "\n" && cut(to))) to++;
    if (stops.includes(text[to] || "")) to++;
    while (from < start && /\s/.test(text[from])) from++;
    return [from, to];
  };
  const lineOf = (text, offset) => text.slice(0, offset).split("\n").length;
  Object.assign(aid, { data, trees, byKey, claimById, SIDES, ROLES, plays, quote, sentence, lineOf });
})();
