// What only the served page can do: ask for another neighbourhood of a large graph, and record judgements.
(() => {
  "use strict";
  const { data, el } = aid;
  const say = (english, chinese) => (aid.language() === "zh" ? chinese : english);

  const servedTool = () => el("a", { class: "tool", href: "/query" }, say("Query", "查询"));
  // A line above the figure: which part of the graph this is, and a way to another part.
  const servedNote = () => {
    if (!data.served) return null;
    const { around, shown, of } = data.served;
    const hits = el("ul", { class: "hits", hidden: true });
    const field = el("input", { class: "search", type: "search", "aria-label": say("Show around another", "换一个中心"), placeholder: say("Show around another", "换一个中心") });
    let asked = 0;
    field.addEventListener("input", async () => {
      const own = (asked += 1);
      const response = await fetch(`/find?q=${encodeURIComponent(field.value)}`);
      if (own !== asked || !response.ok) return;
      const found = await response.json();
      hits.hidden = !found.length;
      hits.replaceChildren(...found.map(one => el("li", {}, el("a", { href: `/?around=${encodeURIComponent(one.iri)}` }, aid.verbatim(aid.language() === "zh" || !one.en ? one.zh : one.en)), el("span", { class: "count" }, say(`${one.claims} claims`, `${one.claims} 条陈述`)))));
    });
    return el("div", { class: "served" },
      el("span", {}, say(`Here: what surrounds ${around}, ${shown.toLocaleString("en")} of ${of.toLocaleString("en")} claims.`, `此处是${around}周围的 ${shown.toLocaleString("en")} 条陈述，图谱共 ${of.toLocaleString("en")} 条。`)),
      el("span", { class: "search-box" }, field, hits));
  };

  if (data.review) {
    const judged = new Map();
    const told = async (address, what) => {
      const response = await fetch(address, what && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what) });
      if (!response.ok) throw new Error((await response.text()).trim());
      return response.json();
    };
    const refresh = async () => {
      judged.clear();
      for (const one of await told("/review")) judged.set(one.claim, [...(judged.get(one.claim) || []), one]);
      aid.render(aid.state());
    };
    const kinds = () => ({ accept: say("accepted", "确认"), reject: say("rejected", "否决"), correct: say("corrected", "更正") });
    aid.reviewForms = claim => {
      const why = el("input", { type: "text", "aria-label": say("Why", "理由"), placeholder: say("why (kept with the judgement)", "理由（随判断保存）"), "data-focus": `why ${claim.id}` });
      const field = el("select", { "aria-label": say("Field", "字段"), "data-focus": `field ${claim.id}` },
        el("option", { value: "" }, say("correct a field…", "更正一个字段……")), data.review.fields.map(name => el("option", { value: name }, name)));
      const value = el("input", { type: "text", class: "value", hidden: true, "aria-label": say("Right value", "正确的值") });
      const send = el("button", { type: "button", class: "quiet", hidden: true }, say("Correct", "更正"));
      const wrong = el("p", { class: "warn", role: "alert" });
      const judge = async what => {
        try {
          await told("/review", { claim: claim.id, why: why.value, ...what });
          await refresh();
        } catch (error) {
          wrong.textContent = error.message;
        }
      };
      field.addEventListener("change", async () => {
        value.hidden = send.hidden = !field.value;
        if (!field.value) return;
        try {
          value.value = (await told(`/review/field?${new URLSearchParams({ claim: claim.id, field: field.value })}`)).value;
          value.focus();
        } catch (error) {
          wrong.textContent = error.message;
        }
      });
      send.addEventListener("click", () => judge({ kind: "correct", field: field.value, value: value.value }));
      const undo = id => async () => {
        try {
          await told("/review/undo", { id });
          await refresh();
        } catch (error) {
          wrong.textContent = error.message;
        }
      };
      return el("div", { class: "review", "data-review": claim.id },
        (judged.get(claim.id) || []).map(one => el("p", { class: "judged", "data-judgement": one.id },
          el("b", {}, kinds()[one.kind]), one.field && ` ${one.field}: `, one.field && aid.verbatim(one.value), ` ${say("by", "，")} `, aid.verbatim(one.by), ` ${one.at}`, one.why && ["：", aid.verbatim(one.why)],
          " ", el("button", { type: "button", class: "quiet", on: { click: undo(one.id) } }, say("undo", "撤回")))),
        (judged.get(claim.id) || []).length > 0 && el("p", { class: "note" }, say("takes effect with the next build", "下次建图时生效")),
        el("div", { class: "review-row" },
          el("button", { type: "button", class: "quiet", "data-judge": "accept", on: { click: () => judge({ kind: "accept" }) } }, say("Accept", "确认无误")),
          el("button", { type: "button", class: "quiet", "data-judge": "reject", on: { click: () => judge({ kind: "reject" }) } }, say("Reject", "否决")),
          why),
        el("div", { class: "review-row" }, field, value, send), wrong);
    };
    addEventListener("load", () => { refresh().catch(() => {}); });
  }
  Object.assign(aid, { servedNote, servedTool });
})();
