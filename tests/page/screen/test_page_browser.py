"""The page in a real browser, the network blocked: the checks of page.md that need eyes, keys and a screen."""

# ruff: noqa: E501 (sentences and scripts stay on one line)

from __future__ import annotations

import random
import re

import pytest

pytestmark = pytest.mark.browser

ALL = "with=act|aggregate|curated|planned"
VIEWS = ("trees", "matrix", "map", "timeline", "overview", "network", "documents", "table", "about")
PISHAN = "select=e:division/653223"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_asked_of_the_network_and_nothing_is_complained_of(sheet, scheme):
    page = sheet(scheme=scheme, fresh=True)
    for view in VIEWS:
        for lang in ("zh", "en"):
            page.at(f"view={view}&lang={lang}&{ALL}&{PISHAN}")
            assert page.page.locator(f"[data-view={view}]").count() == 1
    assert page("violations") == []
    assert page.complaints == []


def test_hostile_names_and_titles_show_as_text_and_run_nothing(sheet):
    page = sheet(f"lang=zh&{ALL}")
    labels = page.page.locator(".row .label").all_text_contents()
    assert "</script><img src=x onerror=alert(1)>公司" in labels
    assert "=cmd()合作社\u202e倒写" in labels
    page.at("view=documents&shelf=h&lang=zh")
    assert '"><script>alert(2)</script>' in page.page.locator(".shelf .title").all_text_contents()
    assert page.text(".documents .text").startswith(
        '奇怪来稿𠮷</script><img src=x onerror=alert(1)>公司向皮山县捐出"onerror="牌校服\u2028一批'
    )
    page.at("view=table&lang=zh")
    assert (
        page("document.querySelectorAll('img, iframe, #page script, [onerror], [onmouseover]').length") == 0
    )
    assert page.complaints == []


def test_the_csv_has_a_bom_and_no_cell_that_runs(sheet):
    page = sheet("view=table&lang=zh")
    text = page("aid.claimsCsv(aid.shown(aid.state()), 'zh')")
    assert text.startswith('\ufeff"编号","援助方",')
    assert text.count("\r\n") == 13
    assert '"\'=cmd()合作社\u202e倒写"' in text


def test_by_keyboard_alone_one_searches_crosses_a_link_opens_its_evidence_and_returns(sheet):
    page = sheet("lang=zh")
    keys = page.page.keyboard
    keys.press("/")
    keys.type("木吉")
    keys.press("Enter")
    assert page("aid.state().select") == "e:school/木吉镇小学"
    for _ in range(40):
        keys.press("Tab")
        if page("document.activeElement.dataset.row") == "recipients/school/木吉镇小学":
            break
    keys.press("o")
    assert page("document.activeElement.dataset.row") == "providers/school/瑶海实验小学"
    keys.press("Enter")
    assert page("document.activeElement.id") == "evidence"
    assert "合肥市瑶海实验小学为木吉镇小学添置投影机12台，折价8万元" in page.text("#evidence mark")
    keys.press("Escape")
    assert page("document.activeElement.dataset.row") == "providers/school/瑶海实验小学"
    keys.press("ArrowLeft")
    assert page("document.activeElement.dataset.row") == "providers/division/340100"
    keys.press("ArrowLeft")
    assert page("document.activeElement.getAttribute('aria-expanded')") == "false"
    keys.press("Escape")
    assert page("aid.state().select") is None


def test_each_tree_has_one_tab_stop(sheet):
    page = sheet("lang=zh")
    stops = "[...document.querySelectorAll('[role=tree]')].map(tree => tree.querySelectorAll('[tabindex=\"0\"]').length)"
    assert page(stops) == [1, 1]


def test_every_claims_quote_is_reached_from_the_picture_and_equals_the_documents_text(sheet, corpus):
    page = sheet(f"lang=zh&{ALL}")
    texts = {document.id: document.text for document in corpus.documents}
    for claim in corpus.claims:
        evidence = claim.evidence
        expected = texts[evidence.document][evidence.start : evidence.end]
        page.at(f"lang=zh&{ALL}&select=c:{claim.id}")
        assert page.text(f'#evidence [data-quote="{claim.id}"]') == expected == evidence.quote
        page.at(f"lang=zh&{ALL}&view=documents&select=c:{claim.id}")
        assert (
            page("[...document.querySelectorAll('.mark.chosen')].map(mark => mark.textContent).join('')")
            == expected
        )
    page.at(f"lang=zh&{ALL}")
    reached = set()
    for key in page("[...document.querySelectorAll('[data-link]')].map(link => link.dataset.link)"):
        page(
            "key => document.querySelector(`[data-link=\"${CSS.escape(key)}\"]`).dispatchEvent(new MouseEvent('click', {bubbles: true}))",
            key,
        )
        reached |= set(
            page("[...document.querySelectorAll('#evidence [data-quote]')].map(mark => mark.dataset.quote)")
        )
    assert reached == {claim.id for claim in corpus.claims}


def test_heading_table_and_links_count_the_same_claims_in_fifty_states(sheet):
    page = sheet("lang=en")
    dice = random.Random(5)
    rows = page("Object.values(aid.trees).flat().map(row => `${row.side}/${row.key}`)")
    for _ in range(50):
        change = {
            "relations": [name for name in ("paired-with", "donated-to", "supports") if dice.random() < 0.7],
            "forms": [name for name in ("act", "aggregate", "planned", "curated") if dice.random() < 0.6],
            "open": [row for row in rows if dice.random() < 0.3],
            "shut": [row for row in rows if dice.random() < 0.3],
        }
        counted = page(
            """change => {
              const state = Object.fromEntries(Object.entries(change).map(([name, list]) => [name, new Set(list)]));
              const heading = () => Number(document.querySelector("[data-count]").dataset.count);
              aid.go({ ...state, view: "trees" });
              const links = [...document.querySelectorAll("[data-link]")].reduce((sum, link) => sum + Number(link.dataset.claims), 0);
              const first = heading();
              aid.go({ view: "table" });
              return [first, links, document.querySelectorAll("tr.claim").length, heading(), aid.shown(aid.state()).length];
            }""",
            change,
        )
        assert len(set(counted)) == 1, (change, counted)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("皮山", "e:division/653223"),
        ("pishan", "e:division/653223"),
        ("Pishan County", "e:division/653223"),
        ("hefei", "e:division/340100"),
        ("庐州", "e:division/340100"),
        ("340100", "e:division/340100"),
        ("muji", "e:school/木吉镇小学"),
        ("和田前方指挥部", "e:team/皮山"),
        ("眼科", "c:b/supports@166"),
        ("青蓝结伴", "c:b/supports@152"),
    ],
)
def test_enter_in_the_search_box_selects_the_first_hit_and_shows_its_quotes(sheet, words, first):
    page = sheet("lang=en")
    box = page.page.get_by_role("searchbox")
    box.fill(words)
    box.press("Enter")
    assert page("aid.state().select") == first
    assert page.page.locator("#evidence [data-quote]").count() > 0


def test_a_copied_address_brings_back_view_language_theme_selection_filters_and_folds(sheet):
    page = sheet(fresh=True)
    page(
        """aid.go({ lang: "en", theme: "dark", select: "e:school/木吉镇小学", forms: new Set(["act", "planned"]), relations: new Set(["donated-to"]), shut: new Set(["providers/division/340000"]) })"""
    )
    address = page.page.url
    other = sheet(address.partition("#")[2], fresh=True)
    look = "({ text: document.getElementById('page').innerText, lang: document.documentElement.lang, theme: document.documentElement.dataset.theme })"
    assert other(look) == page(look)
    assert (other(look)["lang"], other(look)["theme"]) == ("en", "dark")
    page.page.go_back()
    assert page("document.documentElement.lang") == "zh-Hans"


@pytest.mark.parametrize(("locale", "lang"), [("zh-TW", "zh-Hans"), ("de-DE", "en")])
def test_without_a_word_from_anyone_the_page_speaks_the_browsers_language(sheet, locale, lang):
    assert sheet(locale=locale)("document.documentElement.lang") == lang


def test_a_sum_counts_a_joint_gift_and_a_twice_told_act_once_and_keeps_yearly_money_apart(sheet):
    page = sheet("lang=zh&shut=providers/division%2F340000")
    total = (
        "document.querySelector('[data-of^=\"division%2F340000*~division%2F653223\"].donated-to').textContent"
    )
    assert page(total) == "36万元 + 每年 20万元 ×2"
    page.at("lang=zh")
    told = "document.querySelector('[data-of*=\"%E7%91%B6%E6%B5%B7\"]').textContent"
    assert page(told) == "8万元–9万元 ×2"


def test_what_is_no_told_act_stays_out_until_asked_for_and_then_looks_and_reads_different(sheet):
    page = sheet("lang=en")
    kinds = "[...new Set([...document.querySelectorAll('.gutter .link')].map(link => [...link.classList][2]))].sort()"
    assert page(kinds) == ["act"]
    page.at(f"lang=en&{ALL}")
    assert page(kinds) == ["act", "aggregate", "curated", "planned"]
    dashes = "getComputedStyle(document.querySelector('.gutter .link.planned .line')).strokeDasharray"
    assert page(dashes) == "1.5px, 4.5px"
    assert page("document.querySelectorAll('.gutter .link.aggregate .core').length") == 1
    page.at(f"lang=en&{ALL}&select=c:b/supports@214")
    assert page.text("#evidence .form-note") == "A plan: announced, not yet told as done"
    assert "Reported by 驻皮山前方工作部" in page.text("#evidence .source")


def test_a_curated_statement_names_the_source_behind_its_row(sheet):
    page = sheet(f"lang=en&{ALL}&select=c:t/paired-with@27")
    source = page.text("#evidence .source")
    assert source.startswith(
        "Reported by 皖山日报: 《结对名单公布》, 2010-11-02, Listed in 协作结对名单, 2024-01-05, line 2"
    )


def test_a_document_and_its_marks_lead_both_ways_and_show_what_was_missed(sheet):
    page = sheet("lang=zh&view=documents&shelf=b")
    page.page.locator(".issue-mark").first.click()
    assert "没有写出是哪一方" in page.text("#evidence")
    page.page.locator(".mark", has_text="庐阳区、蜀山区两地合捐36万元").click()
    assert page("aid.state().select") == "c:b/donated-to@100"
    page.at("lang=zh&select=c:b/donated-to@100")
    page.page.locator("#evidence .in-document").click()
    assert page("aid.state().view") == "documents"
    assert (
        re.sub(r"\s", "", page.text(".mark.chosen")) == "庐阳区、蜀山区两地合捐36万元，用于皮山县的乡村图书角"
    )


def test_the_network_view_draws_the_pyvis_nodes_around_what_is_selected(sheet):
    page = sheet(f"lang=zh&view=network&{ALL}")
    whole = page("[aid.network.body.nodeIndices.length, aid.network.physics.physicsEnabled]")
    page.at(f"lang=zh&view=network&{ALL}&select=e:school/木吉镇小学")
    assert whole == [15, False]
    assert sorted(
        page("aid.network.body.nodeIndices.map(id => decodeURIComponent(id).split('/').at(-1))")
    ) == ["木吉镇小学", "瑶海实验小学"]
