// Amounts: as written, in words of the page's language, and summed as a range that never claims more than was said.
(() => {
  "use strict";
  const trim = number => Number(number.toPrecision(4)).toLocaleString("en", { maximumFractionDigits: 2 });
  const plain = (value, currency, lang) => {
    if (lang === "zh") {
      const unit = currency === "CNY" ? "元" : `\u00a0${currency}`;
      if (value >= 1e8) return `${trim(value / 1e8)}亿${unit}`;
      if (value >= 1e4) return `${trim(value / 1e4)}万${unit}`;
      return `${trim(value)}${unit}`;
    }
    if (value >= 1e9) return `${currency}\u00a0${trim(value / 1e9)}\u00a0billion`;
    if (value >= 1e6) return `${currency}\u00a0${trim(value / 1e6)}\u00a0million`;
    return `${currency}\u00a0${trim(value)}`;
  };
  const signs = { exact: "", over: "≥", under: "≤", about: "≈", vague: "" };
  const amountText = (amount, lang) => {
    const words = aid.words(lang);
    const text = amount.value === null ? words.amounts.vague : signs[amount.bound] + plain(amount.value, amount.currency, lang);
    if (amount.basis === "per-year") return words.yearly(text);
    return amount.basis === "per-unit" ? words.each(text) : text;
  };

  const range = amount => {
    if (amount.bound === "over") return [amount.value, Infinity];
    return amount.bound === "under" ? [0, amount.value] : [amount.value, amount.value];
  };
  // The aid money of some claims by currency and basis. A joint gift is one claim and counts once; claims that tell
  // of one act count as one, with the range of what they say. Aggregates are never added up: they may overlap.
  const total = claims => {
    const acts = new Map();
    let unknown = 0;
    for (const claim of claims) {
      claim.amounts.forEach((amount, place) => {
        if (amount.of !== "aid" || amount.basis === "per-unit") return;
        if (amount.value === null) { unknown += 1; return; }
        const yearly = amount.basis === "per-year" ? "year" : "once";
        const key = `${claim.act || claim.id} ${place} ${amount.currency} ${yearly}`;
        const [low, high] = range(amount);
        const known = acts.get(key) || { currency: amount.currency, yearly, low, high, about: false, count: 0 };
        known.low = low && known.low ? Math.min(known.low, low) : Math.max(known.low, low);
        known.high = Math.max(known.high, high);
        known.about = known.about || amount.bound === "about";
        acts.set(key, known);
      });
    }
    const sums = new Map();
    for (const act of acts.values()) {
      const key = `${act.yearly} ${act.currency}`;
      const sum = sums.get(key) || { currency: act.currency, yearly: act.yearly, low: 0, high: 0, about: false };
      sum.low += act.low;
      sum.high += act.high;
      sum.about = sum.about || act.about;
      sums.set(key, sum);
    }
    const addable = claims.length < 2 || !claims.some(claim => claim.form === "aggregate");
    return { sums: addable ? [...sums.values()].sort((a, b) => (a.yearly < b.yearly ? -1 : 1)) : [], unknown };
  };
  const sumText = (sum, lang) => {
    const money = value => plain(value, sum.currency, lang);
    let text;
    if (sum.high === Infinity) text = `≥${money(sum.low)}`;
    else if (sum.low === sum.high) text = (sum.about ? "≈" : "") + money(sum.low);
    else text = sum.low ? `${money(sum.low)}–${money(sum.high)}` : `≤${money(sum.high)}`;
    return sum.yearly === "year" ? aid.words(lang).yearly(text) : text;
  };
  const totalText = (claims, lang) => total(claims).sums.map(sum => sumText(sum, lang)).join(" + ");
  // What the width of a line goes by: the larger of the sums, in units of 10,000; 0 without money.
  const weight = claims => Math.max(0, ...total(claims).sums.map(sum => sum.low || sum.high)) / 1e4;
  const largest = claims =>
    claims
      .map(claim => ({ claim, value: Math.max(0, ...claim.amounts.filter(a => a.of === "aid" && a.basis !== "per-unit").map(a => a.value || 0)) }))
      .filter(entry => entry.value > 0)
      .sort((a, b) => b.value - a.value || a.claim.index - b.claim.index);
  Object.assign(aid, { amountText, total, totalText, weight, largest });
})();
