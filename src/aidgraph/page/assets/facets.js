// The filters: what a claim says under each heading, which claims fit, and how many there would be of each value.
(() => {
  "use strict";
  const { data, term } = aid;
  const PLACES = new Set(["Province", "Prefecture", "County", "Township", "Village", "Corps", "CorpsDivision", "CorpsRegiment", "CorpsCompany"]);
  const BINS = [1e4, 1e5, 1e6, 1e7];
  const sorts = claim => [...new Set(["providers", "recipients", "organizers"].flatMap(role => claim[role].map(party => data.entities[party.entity].type)))];
  const around = (claim, roles) => [...new Set(roles.flatMap(role => claim[role]).map(party => data.entities[party.entity])
    .flatMap(one => [one, ...one.members.map(at => data.entities[at]), ...one.within.map(at => data.entities[at])]).map(one => one.key))];
  const dateOf = claim => (claim.source && claim.source.date) || claim.document.issued || null;
  const sums = claim => {
    const known = claim.amounts.filter(amount => amount.of === "aid" && amount.value !== null);
    if (!known.length) return ["none"];
    return [...new Set(known.map(amount => String(BINS.filter(edge => amount.value >= edge).length)))];
  };
  const or = (list, none = "none") => (list.length ? list : [none]);
  // A claim's values under each heading. Nothing chosen under a heading means anything will do.
  const FACETS = {
    status: claim => [claim.status],
    sector: claim => or([claim.sector].filter(Boolean)),
    modality: claim => or(claim.modality),
    amount: sums,
    level: claim => or(sorts(claim).filter(sort => PLACES.has(sort))),
    type: claim => or(sorts(claim).filter(sort => !PLACES.has(sort))),
    year: claim => [(dateOf(claim) || "none").slice(0, 4)],
    reviewed: claim => [claim.review ? claim.review.decision : "none"],
    named: claim => [claim.providers.length && claim.recipients.length ? "both" : "one"],
    document: claim => [claim.document.id],
    provider: claim => around(claim, ["providers"]),
    recipient: claim => around(claim, ["recipients"]),
    organizer: claim => around(claim, ["organizers"]),
    place: claim => around(claim, ["providers", "recipients", "organizers"]),
  };
  const NAMES = Object.keys(FACETS);
  const BODIES = ["provider", "recipient", "organizer", "place"];
  const tagged = (claim, name) => {
    if (!claim.tags) claim.tags = {};
    return claim.tags[name] || (claim.tags[name] = FACETS[name](claim));
  };

  // Dates of any precision, as on the command line: 2017, 2017-08, 2017-08-10.
  const inTime = (claim, { from, to, clock }) => {
    if (!from && !to) return true;
    if (clock === "told") {
      const told = claim.document.kind === "table" ? dateOf(claim) : claim.document.issued;
      return told !== null && told !== undefined && (!from || told.slice(0, from.length) >= from) && (!to || told.slice(0, to.length) <= to);
    }
    if (!claim.period) return false;
    const { start, end } = claim.period;
    return (start || end) && (!from || !end || end.slice(0, from.length) >= from) && (!to || !start || start.slice(0, to.length) <= to);
  };
  // The one heading that a claim fails, "" where it fails none, null where it fails several.
  const failed = (claim, state, used) => {
    let found = "";
    const fail = name => {
      if (found) return true;
      found = name;
      return false;
    };
    if (!state.relations.has(claim.relation) && fail("relations")) return null;
    if (!state.forms.has(claim.form) && fail("forms")) return null;
    for (const name of used) if (!tagged(claim, name).some(value => state[name].has(value)) && fail(name)) return null;
    if (!inTime(claim, state) && fail("time")) return null;
    return found;
  };
  const weighed = new WeakMap();
  // One pass over all claims: those that fit, those that would but for one heading, and what stands under each.
  const weigh = state => {
    if (weighed.has(state)) return weighed.get(state);
    const used = NAMES.filter(name => state[name].size);
    const result = { shown: [], set: new Set(), but: { time: [] }, counts: null };
    const apart = [];
    for (const claim of data.claims) {
      const one = failed(claim, state, used);
      if (one === "") { result.shown.push(claim); result.set.add(claim); }
      if (one === "" || one === "time") result.but.time.push(claim);
      if (one !== null) apart.push([claim, one]);
    }
    result.count = () => {
      if (result.counts) return result.counts;
      const counts = Object.fromEntries(["relations", "forms", ...NAMES].map(name => [name, new Map()]));
      const add = (name, value) => counts[name].set(value, (counts[name].get(value) || 0) + 1);
      for (const [claim, one] of apart) {
        for (const name of NAMES) if (!BODIES.includes(name) && (one === "" || one === name)) for (const value of tagged(claim, name)) add(name, value);
        if (one === "" || one === "relations") add("relations", claim.relation);
        if (one === "" || one === "forms") add("forms", claim.form);
      }
      return (result.counts = counts);
    };
    weighed.set(state, result);
    return result;
  };

  const valueText = (name, value, lang) => {
    const words = aid.words(lang);
    if (BODIES.includes(name)) return aid.byKey.has(value) ? aid.label(aid.byKey.get(value), lang) : value;
    if (name === "amount") return words.amountBins[value === "none" ? 5 : Number(value)];
    if (name === "document") {
      const shelved = data.documents.find(one => one.id === value);
      return (shelved && shelved.title) || value;
    }
    if (name === "reviewed") return value === "none" ? words.notReviewed : words.decision[value] || value;
    if (name === "named") return words.namedSides[value];
    if (value === "none") return words.noneStated;
    return term({ level: "type", type: "type" }[name] || name, value, lang) || value;
  };
  // Every filter that stands, as heading and values: what is said above the figure and in a citation.
  const standing = state => {
    const list = NAMES.filter(name => state[name].size).map(name => ({ name, values: [...state[name]].sort() }));
    if (state.from || state.to) list.push({ name: "time", values: [] });
    return list;
  };
  const timeText = (state, lang) => {
    const words = aid.words(lang);
    return `${words.clocks[state.clock]}${lang === "zh" ? "" : " "}${state.from || "…"} – ${state.to || "…"}`;
  };
  const cleared = () => ({ ...Object.fromEntries(NAMES.map(name => [name, new Set()])), from: null, to: null, clock: "told" });
  const filterWords = (state, lang) => {
    const words = aid.words(lang), comma = lang === "zh" ? "、" : ", ", colon = lang === "zh" ? "：" : ": ";
    const parts = [];
    if (state.relations.size < aid.relations.length) parts.push(`${words.relationsTitle}${colon}${[...state.relations].map(code => term("relation", code, lang)).join(comma) || words.noneStated}`);
    if (aid.forms.length > 1) parts.push(`${words.formsTitle}${colon}${aid.forms.filter(code => state.forms.has(code)).map(code => term("form", code, lang)).join(comma) || words.noneStated}`);
    for (const { name, values } of standing(state)) {
      parts.push(name === "time" ? `${words.timeTitle}${colon}${timeText(state, lang)}` : `${words.facet[name]}${colon}${values.map(value => valueText(name, value, lang)).join(comma)}`);
    }
    return parts.join(lang === "zh" ? "；" : "; ");
  };
  Object.assign(aid, { FACETS: NAMES, BODIES, PLACES, weigh, facetText: valueText, standingFilters: standing, timeText, clearedFilters: cleared, filterWords, toldDate: dateOf });
})();
