// The query page: choose, fill in, run, see, share. Its state is its address.
(() => {
  "use strict";
  const { make, say, table, network } = window.aidResults;
  const known = JSON.parse(document.getElementById("known").textContent);
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const at = id => document.getElementById(id);
  const text = at("text"), parameters = at("parameters"), said = at("said");
  const byName = new Map(known.queries.map(query => [query.name, query]));
  let chosen = null, answer = null, view = "table", running = null;

  const shade = () => {
    window.aidSparql.shade(text.value, at("shade"));
    at("shade").scrollTop = text.scrollTop;
    at("shade").scrollLeft = text.scrollLeft;
  };
  // A query whose text was changed is the person's own; its parameters are in its text.
  const isOwn = () => !chosen || text.value !== chosen.text;
  const list = () => {
    const sought = at("sift").value.trim().toLowerCase();
    const topics = new Map();
    for (const query of known.queries) {
      const said = [query.name, ...Object.values(query.title), ...Object.values(query.description)].join(" ").toLowerCase();
      if (said.includes(sought)) topics.set(query.topic[lang], [...(topics.get(query.topic[lang]) || []), query]);
    }
    at("queries").replaceChildren(...[...topics].flatMap(([topic, queries]) => [
      make("h3", {}, topic),
      ...queries.map(query => {
        const button = make("button", { type: "button", "data-name": query.name, "aria-pressed": String(query === chosen && !isOwn()), title: query.description[lang] }, query.title[lang]);
        button.addEventListener("click", () => { choose(query, {}); run(); });
        return button;
      }),
    ]));
  };
  const choose = (query, values) => {
    chosen = query;
    at("sparql").open = false;
    text.value = query.text;
    at("title").textContent = query.title[lang];
    at("description").textContent = query.description[lang];
    parameters.replaceChildren(...query.parameters.map(parameter => {
      const truth = parameter.default === "true" || parameter.default === "false";
      const field = truth
        ? make("select", { name: parameter.name }, ...["false", "true"].map(word => make("option", { value: word }, word)))
        : make("input", { name: parameter.name, placeholder: parameter.default, autocomplete: "off" });
      field.value = values[parameter.name] ?? (truth ? parameter.default : "");
      return make("label", {}, make("span", {}, make("b", {}, parameter.name), ` ${parameter[lang]}`), field);
    }));
    parameters.hidden = query.parameters.length === 0;
    shade();
    list();
  };
  const given = () => Object.fromEntries([...new FormData(parameters)].filter(([name, value]) => value !== "" && chosen && chosen.parameters.some(one => one.name === name && one.default !== value)));

  const address = () => {
    const fields = new URLSearchParams();
    if (isOwn()) fields.set("query", text.value);
    else {
      fields.set("name", chosen.name);
      for (const [name, value] of Object.entries(given())) fields.set(`p.${name}`, value);
    }
    if (view !== "table") fields.set("view", view);
    if (new URLSearchParams(location.search).has("lang")) fields.set("lang", lang);
    return fields;
  };
  const tell = (words, wrong) => {
    said.textContent = words;
    said.classList.toggle("wrong", Boolean(wrong));
  };
  const run = async () => {
    if (!text.value.trim()) return;
    if (running) running.abort();
    running = new AbortController();
    const own = running;
    parameters.hidden = isOwn() || chosen.parameters.length === 0;
    const fields = address();
    history.replaceState(null, "", `/query?${fields}`);
    fields.set("lang", lang);
    fields.delete("view");
    tell(say("Running…", "正在查询……"));
    const began = performance.now();
    try {
      const response = await fetch(`/answer?${fields}`, { signal: own.signal });
      if (!response.ok) throw new Error((await response.text()).trim());
      answer = await response.json();
      const seconds = ((performance.now() - began) / 1000).toFixed(2);
      tell(answer.kind === "boolean" ? say(`The answer is ${answer.rows[0][0].value}.`, `答案：${answer.rows[0][0].value === "true" ? "是" : "否"}`)
        : say(`${answer.rows.length.toLocaleString("en")} rows in ${seconds} s`, `${answer.rows.length.toLocaleString("en")} 行，用时 ${seconds} 秒`));
      at("results").hidden = answer.kind === "boolean";
      downloads();
      await draw();
    } catch (error) {
      if (error.name === "AbortError") return;
      at("results").hidden = true;
      tell(error.message || say("The server does not answer.", "服务器没有应答。"), true);
    }
    document.documentElement.dataset.ran = String(Number(document.documentElement.dataset.ran || 0) + 1);
  };
  const downloads = () => {
    const kinds = answer.kind === "triples" ? ["ttl", "nt", "jsonld"] : ["csv", "tsv", "json", "xml"];
    at("downloads").replaceChildren(...kinds.map(kind => make("a", { href: `/sparql?${new URLSearchParams({ query: answer.text, format: kind })}`, download: `${chosen && !isOwn() ? chosen.name : "query"}.${kind}` }, kind.toUpperCase())));
  };
  const scripted = () => new Promise((resolve, reject) => {
    if (window.vis) return resolve();
    const script = make("script", { src: "/assets/vis-network.js" });
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  const draw = async () => {
    if (!answer || answer.kind === "boolean") return;
    for (const one of ["table", "network"]) {
      at(one).hidden = one !== view;
      at(`as-${one}`).setAttribute("aria-selected", String(one === view));
    }
    if (view === "table") table(answer, at("table"));
    else {
      await scripted();
      network(answer, at("network"));
    }
  };
  const show = which => {
    view = which;
    history.replaceState(null, "", `/query?${address()}`);
    draw();
  };

  text.addEventListener("input", () => { shade(); list(); });
  text.addEventListener("scroll", shade);
  at("sift").addEventListener("input", list);
  at("run").addEventListener("click", run);
  at("as-table").addEventListener("click", () => show("table"));
  at("as-network").addEventListener("click", () => show("network"));
  parameters.addEventListener("submit", event => { event.preventDefault(); run(); });
  parameters.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); run(); } });
  addEventListener("keydown", event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); } });
  at("share").addEventListener("click", async () => {
    const link = `${location.origin}/query?${address()}`;
    history.replaceState(null, "", link);
    try {
      await navigator.clipboard.writeText(link);
      tell(say("The link is copied.", "链接已复制。"));
    } catch {
      tell(say("The link stands in the address bar.", "链接在地址栏里。"));
    }
  });

  const start = new URLSearchParams(location.search);
  view = start.get("view") === "network" ? "network" : "table";
  const wanted = byName.get(start.get("name"));
  if (wanted) {
    choose(wanted, Object.fromEntries([...start].filter(([name]) => name.startsWith("p.")).map(([name, value]) => [name.slice(2), value])));
    run();
  } else {
    text.value = start.get("query") || "SELECT ?provider ?recipient ?quote WHERE {\n  ?claim a aid:Donation ;\n    aid:provider ?provider ;\n    aid:recipient ?recipient ;\n    prov:wasQuotedFrom/rdfs:label ?quote .\n}\nLIMIT 20";
    shade();
    list();
    if (start.get("query")) run();
  }
})();
