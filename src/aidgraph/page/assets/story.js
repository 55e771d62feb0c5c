// A story: states of the page in order, each with a title and two sentences; arrow keys turn its pages.
(() => {
  "use strict";
  const { el, data } = aid;
  const story = data.story;
  const steps = story ? story.steps.length : 0;

  // A step is its own state and keeps the reader's language and theme.
  const turn = at => {
    const { lang, theme } = aid.state();
    if (at < 1 || at > steps) return;
    aid.go({ ...aid.fromHash(story.steps[at - 1].state), story: at, lang, theme });
  };
  const leave = () => aid.go({ story: 0 });
  const start = () => {
    const words = aid.words(aid.language());
    return story && el("button", { type: "button", class: "tool", title: story.title[aid.language()], "aria-pressed": String(aid.state().story > 0), "data-focus": "story", on: { click: () => (aid.state().story ? leave() : turn(1)) } }, words.story);
  };
  const bar = state => {
    if (!story || !state.story) return null;
    const lang = aid.language(state), words = aid.words(lang);
    const { title, text } = story.steps[state.story - 1];
    const button = (name, at, label) => el("button", { type: "button", class: "quiet", disabled: at < 1 || at > steps, "data-focus": `story ${name}`, on: { click: () => turn(at) } }, label);
    return el("section", { class: "story", "aria-label": words.story, "aria-live": "polite", lang: lang === "zh" ? "zh-Hans" : "en" },
      el("div", { class: "story-text" }, el("p", { class: "note" }, `${story.title[lang]} · ${words.storyOf(state.story, steps)}`), el("h2", {}, title[lang]), el("p", {}, text[lang])),
      el("div", { class: "story-turn" }, button("back", state.story - 1, words.storyBack), button("next", state.story + 1, words.storyNext),
        el("button", { type: "button", class: "quiet", "data-focus": "story end", on: { click: leave } }, words.storyEnd), el("p", { class: "note story-keys" }, words.storyHelp)));
  };
  addEventListener("keydown", event => {
    if (!aid.state().story || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest && event.target.closest("input, [role=tree], .matrix-scroll")) return;
    const move = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 }[event.key];
    if (move) { event.preventDefault(); turn(aid.state().story + move); }
    else if (event.key === "Escape") { event.stopImmediatePropagation(); leave(); }
  });
  Object.assign(aid, { storyBar: bar, storyButton: start });
})();
