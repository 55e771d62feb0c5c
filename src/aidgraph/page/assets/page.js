// Drawing the page: the state goes in, the whole page comes out; what had the focus has it again.
(() => {
  "use strict";
  const { el, data } = aid;
  const root = document.getElementById("page");
  const views = {
    trees: aid.treesView, matrix: aid.matrixView, map: aid.mapView, timeline: aid.timelineView, overview: aid.overviewView, network: aid.networkView,
    documents: aid.documentsView, table: aid.tableView, about: aid.aboutView,
  };
  let leave = null, selected = null;
  // On a small screen the evidence lies over the lower half: what is chosen is moved into the upper one.
  const aboveTheSheet = () => {
    const chosen = root.querySelector(".row.chosen, .mark.chosen, tr.chosen, td.chosen, .lane.chosen, .dot.chosen, .canvas, .map-figure, .overview-canvas, .row:not(.far)");
    if (!chosen) return;
    const { top, bottom } = chosen.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight * 0.44) scrollBy(0, top - innerHeight * 0.12);
  };

  aid.render = state => {
    const lang = aid.language(state), words = aid.words(lang);
    const held = document.activeElement && document.activeElement.getAttribute("data-focus");
    const typed = held === "search" ? document.activeElement.value : "";
    if (leave) leave();
    document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
    if (state.theme === "auto") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", state.theme);
    document.title = data.title || words.title;
    const view = views[state.view](state);
    const panel = aid.panel(state);
    root.replaceChildren(
      aid.header(state), el("div", { class: `bar${state.facets ? " open" : ""}` }, aid.tabs(state), aid.legend(state)), aid.facetsPanel(state) || "", aid.standingStrip(state) || "",
      el("main", { class: `layout in-${state.view}`, "data-chosen": aid.selection(state).kind },
        el("div", { class: "sheet" }, view.element, aid.exportsBar(state, view.element.matches("[data-picture]") || view.element.querySelector("[data-picture]") !== null)), panel),
      aid.footer(), aid.storyBar(state) || "");
    leave = view.leave || null;
    if (view.after) view.after();
    if (state.select && state.select !== selected && matchMedia("(max-width: 68rem)").matches) aboveTheSheet();
    selected = state.select;
    if (held) {
      const again = root.querySelector(`[data-focus="${CSS.escape(held)}"]`);
      if (again) {
        if (typed) again.value = typed;
        again.focus({ preventScroll: true });
      }
    }
    document.documentElement.setAttribute("data-ready", String(Number(document.documentElement.getAttribute("data-ready") || 0) + 1));
  };

  addEventListener("keydown", event => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      root.querySelector("[role=searchbox]").focus();
    } else if (event.key === "Escape" && !typing) {
      const back = aid.returnTo;
      const inPanel = event.target.closest && event.target.closest("#evidence");
      if (inPanel && back) {
        const row = root.querySelector(`[data-focus="${CSS.escape(back)}"]`);
        if (row) row.focus();
        aid.returnTo = null;
      } else if (aid.state().select) aid.go({ select: null });
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => aid.render(aid.state()));
  aid.render(aid.state());
})();
