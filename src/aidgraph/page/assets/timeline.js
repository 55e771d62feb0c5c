// The timeline: when claims were told, as bars that brush every other view, and the time that they tell of.
(() => {
  "use strict";
  const { el, data } = aid;
  const UNITS = [1, 3, 6, 12, 24, 60, 120, 240];
  const LANES = 60;

  const month = text => Number(text.slice(0, 4)) * 12 + (text.length > 4 ? Number(text.slice(5, 7)) - 1 : 0);
  const whole = text => (text.length > 4 ? month(text) : month(text) + 11);
  const monthText = at => `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
  const binText = (at, unit) => {
    const last = at + unit - 1;
    if (unit === 1) return monthText(at);
    if (unit < 12) return `${monthText(at)} – ${monthText(last)}`;
    return unit === 12 ? String(at / 12) : `${at / 12}–${Math.floor(last / 12)}`;
  };
  // Bins as narrow as fit a target of 24 px each.
  const binned = (claims, room) => {
    const dated = claims.map(claim => [claim, aid.toldDate(claim)]).filter(([, date]) => date);
    if (!dated.length) return { bins: [], unit: 1 };
    const at = dated.map(([, date]) => month(date));
    const low = Math.min(...at), high = Math.max(...at);
    const unit = UNITS.find(size => Math.floor(high / size) - Math.floor(low / size) + 1 <= room) || UNITS.at(-1);
    const first = Math.floor(low / unit), n = Math.max(Math.floor(high / unit) - first + 1, 1);
    const bins = Array.from({ length: n }, (_, place) => ({ start: (first + place) * unit, claims: [] }));
    dated.forEach(([claim], place) => bins[Math.floor(at[place] / unit) - first].claims.push(claim));
    return { bins, unit };
  };
  const reach = (bin, unit) => (unit >= 12 ? [monthText(bin.start).slice(0, 4), monthText(bin.start + unit - 1).slice(0, 4)] : [monthText(bin.start), monthText(bin.start + unit - 1)]);

  const bars = (claims, state, lang) => {
    const words = aid.words(lang);
    const { bins, unit } = binned(claims, innerWidth < 1088 ? Math.max(8, Math.floor((innerWidth - 40) / 26)) : 30);
    const most = Math.max(1, ...bins.map(bin => bin.claims.length));
    const told = state.clock === "told";
    const chosen = bin => told && (state.from || state.to) && (!state.from || whole(state.from) - (state.from.length > 4 ? 0 : 11) <= bin.start + unit - 1) && (!state.to || whole(state.to) >= bin.start);
    const any = told && (state.from || state.to);
    const every = Math.ceil(bins.length / (innerWidth < 700 ? 4 : 9));
    let from = null;
    const pick = (a, b) => {
      const [first, last] = [bins[Math.min(a, b)], bins[Math.max(a, b)]];
      const since = reach(first, unit)[0], until = reach(last, unit)[1];
      aid.go(told && state.from === since && state.to === until ? { from: null, to: null } : { clock: "told", from: since, to: until });
    };
    const buttons = bins.map((bin, at) => el("button", {
      type: "button", class: `bin${any ? (chosen(bin) ? " in" : " out") : ""}`, "data-bin": reach(bin, unit).join(" "), "data-focus": `bin ${bin.start}`, title: words.binOf(binText(bin.start, unit), bin.claims.length), "aria-label": words.binOf(binText(bin.start, unit), bin.claims.length), "aria-pressed": String(Boolean(any && chosen(bin))),
      on: {
        pointerdown: event => { from = at; if (event.pointerType !== "touch") event.preventDefault(); },
        pointerenter: () => { if (from !== null) buttons.forEach((button, place) => button.classList.toggle("brushed", place >= Math.min(from, at) && place <= Math.max(from, at))); },
        pointerup: () => { if (from !== null && from !== at) { pick(from, at); from = null; } else from = null; },
        click: () => pick(at, at),
      },
    },
      bin.claims.length > 0 && el("span", { class: "bin-count" }, String(bin.claims.length)),
      aid.relations.map(relation => {
        const n = bin.claims.filter(claim => claim.relation === relation).length;
        return n > 0 && el("span", { class: `part ${relation}`, vars: { "--high": `${(100 * n) / most}` } });
      })));
    return el("div", { class: "bins", vars: { "--bins": bins.length }, on: { pointerleave: () => { from = null; buttons.forEach(button => button.classList.remove("brushed")); } } },
      buttons,
      bins.map((bin, at) => el("span", { class: `tick${at % every ? "" : " named"}` }, at % every ? "" : unit === 1 || unit < 12 ? monthText(bin.start) : String(Math.floor(bin.start / 12)))));
  };

  const lanes = (claims, state, lang) => {
    const words = aid.words(lang);
    const chosen = new Set(aid.selection(state).claims);
    const meant = claims.filter(claim => claim.period && (claim.period.start || claim.period.end));
    const edges = meant.flatMap(claim => [claim.period.start && month(claim.period.start), claim.period.end && whole(claim.period.end)]).filter(Boolean);
    const low = Math.floor(Math.min(...edges) / 12) * 12, high = Math.ceil((Math.max(...edges) + 1) / 12) * 12;
    const place = at => (100 * (at - low)) / Math.max(12, high - low);
    const sorted = [...meant].sort((a, b) => month(a.period.start || a.period.end) - month(b.period.start || b.period.end) || a.index - b.index);
    // Years on the axis, or quarters where there are few of them.
    const most = innerWidth < 700 ? 4 : 8, span = high - low;
    const step = span <= 24 ? (span / 3 <= most ? 3 : 6) : 12 * Math.ceil(span / 12 / most);
    const axis = el("div", { class: "axis", "aria-hidden": "true" }, Array.from({ length: Math.ceil(span / step) }, (_, at) => low + at * step)
      .map(at => el("span", { vars: { "--left": `${place(at)}%` } }, step < 12 ? monthText(at) : String(at / 12))));
    const lane = claim => {
      const { start, end, text } = claim.period;
      const left = start ? place(month(start)) : 0, right = end ? place(whole(end) + 1) : 100;
      return el("li", {}, el("a", { class: `lane${chosen.has(claim) ? " chosen" : ""}`, href: aid.address({ select: `c:${claim.id}` }), "data-claim": claim.id, "data-focus": `lane ${claim.id}` },
        el("span", { class: "lane-text" }, aid.sideNames(claim, "providers", lang), claim.relation === "paired-with" ? " ↔ " : " → ", aid.sideNames(claim, "recipients", lang),
          claim.amounts.length > 0 && el("b", { class: "money" }, " ", aid.amountsText(claim, lang)), el("span", { class: "note" }, " ", aid.verbatim(text))),
        el("span", { class: "track" }, el("span", { class: `period ${claim.relation}${start ? "" : " since"}${end ? "" : " until"}`, vars: { "--left": `${left.toFixed(2)}%`, "--wide": `${Math.max(0.8, right - left).toFixed(2)}%` } }))));
    };
    return meant.length > 0 && el("div", { class: "meant" },
      el("h3", {}, words.meantTitle), el("p", { class: "note" }, words.meantNote(meant.length)), axis,
      el("ol", { class: "lanes" }, sorted.slice(0, LANES).map(lane)),
      sorted.length > LANES && el("p", { class: "note" }, words.moreLanes(sorted.length - LANES)));
  };

  const view = state => {
    const lang = aid.language(), words = aid.words(lang);
    const claims = aid.weigh(state).but.time;
    const shown = aid.shown(state);
    const undated = claims.filter(claim => !aid.toldDate(claim)).length;
    const element = el("section", { class: "timeline", "data-view": "timeline", "data-picture": "", "aria-label": words.timeline },
      claims.length ? [el("h3", {}, words.toldTitle),
        el("p", { class: "note" }, words.toldNote, undated > 0 && ` ${words.undated(undated)}`),
        bars(claims, state, lang),
        (state.from || state.to) && el("p", { class: "figure-foot" }, el("button", { type: "button", class: "quiet", "data-focus": "whole-time", on: { click: () => aid.go({ from: null, to: null }) } }, words.wholeTime)),
        lanes(shown, state, lang)] : el("p", { class: "nothing" }, data.claims.length ? words.noClaims : words.empty));
    return { element };
  };
  Object.assign(aid, { timelineView: view, binText });
})();
