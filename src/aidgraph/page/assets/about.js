// About: what a claim is, what each sign means, what the data covers and leaves out, how it was read and how well.
(() => {
  "use strict";
  const { el, data, term, glyph, verbatim } = aid;
  const TEXT = {
    zh: {
      claim: ["什么是一条陈述", [
        "一份文献在某处说：某方援助、捐赠或结对另一方。这样的一句话就是一条陈述，连同原句、文献、期号和日期一起保存。",
        "它记录的是谁这样报道，不是对事实的裁定。两份文献说同一件事是两条陈述，合计时只算一次。",
      ]],
      signs: "图上的记号", lines: "线", shapes: "形状", marks: "其他",
      markList: ["左侧与红色为援助方，右侧与蓝色为受援方。", "线的宽度随金额（对数）增加；没有金额时随条数。", "实心圆点：几方共同的一件事，金额只算一次。", "线头的小圈：另有组织方。", "斜纹的行：只说“受援地”等而没有名字的一方，或没有写明的一方。", "名字后的问号：身份未定。", "≥ 余、多、以上；≤ 近、不足；≈ 约、左右。"],
      covers: "数据包括什么", document: "文献", issuer: "发布方", date: "日期", claims: "陈述", issues: "存疑",
      leaves: "没有包括什么",
      missing: (one, all) => `${all} 条中有 ${one} 条缺少一方：原句没有写明，或只说“受援地”“后方”。`,
      unread: n => `有 ${n} 处读到了金额、结对词或给予动词，却没有成为陈述，或有一点未能确定。它们在“原文”里用波浪线标出，这里按种类列出。`,
      unread0: "没有发现读到而未成为陈述之处。",
      silence: "图上没有的线，不表示没有援助，只表示这些文献没有说，或者没有读出来。个人姓名不入索引。",
      read: "怎样读出，读得如何",
      how: "由规则在句子里找出援助、捐赠、结对的说法，认出双方、金额、物资、人数和时间，再与地名表对照。同名而无法确定的列为存疑，不作猜测。",
      measured: m => `在 ${m.texts} 份人工标注的文本上，程序须达到的下限（F1，测试里逐次核对）：找到陈述并至少认对一方 ${pct(m.found)}，双方全部认对 ${pct(m.exact)}，金额与数量 ${pct(m.amounts)}；状态、汇总与否、组织方和类别认对 ${pct(m.told)}。`,
      advice: "所以引用之前请点开原句核对；核对后的意见可以写进判断表，重建时会用上。",
      version: v => `本页由 aidgraph ${v} 生成，不联网。`,
    },
    en: {
      claim: ["What a claim is", [
        "A document says, at a place in it, that one side supports, donates to or is paired with another. Such a sentence is a claim, kept with its quote, document, issue number and date.",
        "It records who reports so and does not rule on what happened. Two documents that tell of one act are two claims; sums count the act once.",
      ]],
      signs: "What the signs mean", lines: "Lines", shapes: "Shapes", marks: "Other marks",
      markList: ["Left and red: the aiding side. Right and blue: the aided side.", "Lines widen with the amount (by its logarithm), or with the number of claims where none is stated.", "A dot: one thing done jointly, its amount counted once.", "A small ring at a line's start: someone else arranged it.", "A hatched row: a side told of without a name, or not stated at all.", "A question mark after a name: identity undecided.", "≥ more than; ≤ nearly or less than; ≈ about."],
      covers: "What the data covers", document: "Document", issuer: "Issuer", date: "Date", claims: "Claims", issues: "Open points",
      leaves: "What it leaves out",
      missing: (one, all) => `${one} of ${all} claims lack a side: the sentence does not state it, or tells of it without a name.`,
      unread: n => `At ${n} ${n === 1 ? "place" : "places"} an amount, a pairing word or a giving verb was read that became no claim, or something was left undecided. Wavy lines mark them in the documents; by kind they are:`,
      unread0: "Nothing was found that was read and became no claim.",
      silence: "A line that is not there does not mean that there was no aid: these documents don't tell of any, or it was not read. Persons' names are in no index.",
      read: "How it was read, and how well",
      how: "Rules find the words for supporting, donating and pairing in each sentence, tell the two sides, amounts, goods, people and times, and look places up in a gazetteer. A name that could mean several is listed as undecided and never guessed.",
      measured: m => `On ${m.texts} texts annotated by hand the program must reach at least (F1, checked by its tests): claims found with one side right ${pct(m.found)}, both sides wholly right ${pct(m.exact)}, amounts and counts ${pct(m.amounts)}; status, aggregate or not, organizers and kinds right ${pct(m.told)}.`,
      advice: "So open the quote before you cite. What you find can be written into the table of judgements and is used in the next build.",
      version: v => `Made with aidgraph ${v}; asks nothing of the network.`,
    },
  };
  const pct = share => `${Math.round(share * 100)}%`;

  const signs = (text, lang) => {
    const pair = (picture, label) => el("li", {}, picture, el("span", {}, label));
    const used = [...new Set(data.entities.filter(entity => entity.claims.size).map(entity => entity.type))];
    const order = aid.terms("type");
    return [
      el("h3", {}, text.lines),
      el("ul", { class: "signs" }, aid.relations.map(code => pair(aid.sample(code, "act"), term("relation", code, lang))), aid.forms.filter(code => code !== "act").map(code => pair(aid.sample("plain", code), term("formNote", code, lang)))),
      el("h3", {}, text.shapes),
      el("ul", { class: "signs shapes" }, used.sort((a, b) => order.indexOf(a) - order.indexOf(b)).map(type => pair(glyph(type), term("type", type, lang) || el("code", { lang: "en" }, type)))),
      el("h3", {}, text.marks), el("ul", { class: "plain-list" }, text.markList.map(line => el("li", {}, line)))];
  };
  const shelf = (text, lang) => el("table", { class: "plain-table" },
    el("thead", {}, el("tr", {}, [text.document, text.issuer, text.date, text.claims, text.issues].map(title => el("th", { scope: "col" }, title)))),
    el("tbody", {}, data.documents.slice(0, 200).map(one => el("tr", {}, el("td", {}, el("a", { href: aid.address({ view: "documents", shelf: one.id, select: null }) }, verbatim(one.title || one.id))), el("td", {}, one.issuer && verbatim(one.issuer)), el("td", {}, one.issued || ""), el("td", { class: "right" }, String(one.claims.length)), el("td", { class: "right" }, String(one.issues.length))))));
  const view = () => {
    const lang = aid.language(), text = TEXT[lang];
    const lacking = data.claims.filter(claim => aid.SIDES.some(side => claim.rows[side].some(row => !row.entity || (row.parent && row.parent.key === "unnamed")))).length;
    const kinds = new Map();
    for (const issue of data.issues) kinds.set(issue.kind, (kinds.get(issue.kind) || 0) + 1);
    const element = el("section", { class: "about", "data-view": "about", "aria-label": aid.words(lang).about },
      el("h2", {}, text.claim[0]), text.claim[1].map(line => el("p", {}, line)),
      el("h2", {}, text.signs), signs(text, lang),
      el("h2", {}, text.covers), shelf(text, lang),
      el("h2", {}, text.leaves), data.claims.length > 0 && el("p", {}, text.missing(lacking, data.claims.length)),
      el("p", {}, data.issues.length ? text.unread(data.issues.length) : text.unread0),
      kinds.size > 0 && el("ul", { class: "plain-list" }, [...kinds].sort((a, b) => b[1] - a[1]).map(([kind, n]) => el("li", {}, term("issue", kind, lang) || el("code", { lang: "en" }, kind), lang === "zh" ? "：" : ": ", String(n)))),
      el("p", {}, text.silence),
      el("h2", {}, text.read), el("p", {}, text.how), el("p", {}, text.measured(data.measured)), el("p", {}, text.advice),
      el("p", { class: "note" }, text.version(data.version)));
    return { element };
  };
  Object.assign(aid, { aboutView: view });
})();
