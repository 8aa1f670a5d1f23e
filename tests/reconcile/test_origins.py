"""Whose word it is: credit, the same speaker, copied text, translation, and what is none of these."""

from __future__ import annotations

from tests.reconcile.stories import groups, origins, report, settle, told

AGENCY = "Berlin will hand Kyiv 24 howitzers from stocks of its industry, a German defence ministry spokesman said on Tuesday."
BODY = " The guns weigh 55 tonnes each and have a range of 40 kilometres, he said, and crews will train near the Rhine from March on."
SPOKESMAN = "a German defence ministry spokesman"


def first() -> object:
    return report(
        "a",
        "2025-02-11",
        "Rhine Press Agency",
        AGENCY + BODY,
        {"line": AGENCY, "quantity": (24, 24), "voices": [SPOKESMAN]},
    )


def test_same_voice_in_another_language_is_one_origin() -> None:
    text = "Німеччина передасть Україні 24 гаубиці, заявив речник міністерства оборони ФРН."
    other = report(
        "b", "2025-02-12", "Хвиля", text, {"quantity": (24, 24), "voices": ["речник міністерства оборони ФРН"]}
    )
    propositions, findings = settle([first(), other])
    assert origins(propositions) == {frozenset({"a:0", "b:0"})}
    assert not told(findings, "drift")
    assert told(findings, "retelling") == {(None, "a:0", "b:0")}


def test_copied_text_without_the_voice_drifts_from_it() -> None:
    text = "Berlin has handed Kyiv 24 howitzers from stocks of its industry." + BODY
    other = report(
        "b",
        "2025-02-12",
        "Elbe Courier",
        text,
        {"line": text.split(" The guns")[0], "quantity": (24, 24), "status": "done"},
    )
    propositions, findings = settle([first(), other])
    assert origins(propositions) == {frozenset({"a:0", "b:0"})}
    assert told(findings, "drift") == {("status", "a:0", "b:0"), ("attribution", "a:0", "b:0")}


def test_credit_sets_the_origin() -> None:
    text = "Berlin gives Kyiv howitzers.\nLONDON (RPA) - Some guns go east, it is said."
    other = report("b", "2025-02-13", "Ledger", text, {"line": text.split("\n")[0]})
    propositions, findings = settle([first(), other])
    assert origins(propositions) == {frozenset({"a:0", "b:0"})}
    assert any("credits" in r for f in findings if f.type == "retelling" for r in f.reasons)


def test_other_voice_is_another_origin_and_agrees() -> None:
    text = "Kyiv expects 24 howitzers from Germany, the Ukrainian president said."
    other = report(
        "b", "2025-02-12", "Dnipro Herald", text, {"quantity": (24, 24), "voices": ["the Ukrainian president"]}
    )
    propositions, findings = settle([first(), other])
    assert groups(propositions) == {frozenset({"a:0", "b:0"})}
    assert origins(propositions) == {frozenset({"a:0"}), frozenset({"b:0"})}
    assert told(findings, "corroboration") == {(None, "a:0", "b:0")}


def test_shared_background_alone_is_no_copy() -> None:
    background = "\nBerlin and Kyiv signed their arms contract in 2022, after a year of talks between both ministries and the makers of the guns."
    contract = {
        "kind": "agreement",
        "category": "contract",
        "line": background.strip(),
        "status": "done",
        "when": ("2022-01-01", "2022-12-31"),
    }
    a = report(
        "a",
        "2025-02-11",
        "Rhine Press Agency",
        AGENCY + background,
        {"line": AGENCY, "quantity": (24, 24), "voices": [SPOKESMAN]},
        contract,
    )
    news = "Ten shells of German make fell on a field, the mayor said."
    b = report(
        "b",
        "2025-02-15",
        "Ledger",
        news + background,
        {"line": news, "category": "ammunition", "quantity": (10, 10), "voices": ["the mayor"]},
        contract,
    )
    propositions, _ = settle([a, b])
    assert {frozenset({"a:1"}), frozenset({"b:1"})} <= origins(propositions)


def test_a_noun_takes_the_voice_that_it_points_to() -> None:
    text = AGENCY + "\nThe spokesman said that 50,000 rounds would follow."
    line = text.split("\n")[1]
    a = report(
        "a", "2025-02-11", "Rhine Press Agency", text, {"line": AGENCY, "quantity": (24, 24), "voices": [SPOKESMAN]},
        {"line": line, "category": "ammunition", "quantity": (50_000, 50_000), "voices": ["The spokesman"]},
    )  # fmt: skip
    other = "50.000 Schuss sollen folgen, so ein Sprecher des Verteidigungsministeriums in Berlin."
    b = report(
        "b",
        "2025-02-12",
        "Elbe",
        other,
        {
            "category": "ammunition",
            "quantity": (50_000, 50_000),
            "voices": ["ein Sprecher des Verteidigungsministeriums in Berlin"],
        },
    )
    assert frozenset({"a:1", "b:0"}) in origins(settle([a, b])[0])


def test_the_same_office_months_later_speaks_anew() -> None:
    later = "Germany has handed over eight howitzers, a German defence ministry spokesman said."
    b = report("b", "2025-04-24", "Tagesblatt", later, {"quantity": (8, 8), "status": "done", "voices": [SPOKESMAN]})
    propositions, findings = settle([first(), b])
    assert origins(propositions) == {frozenset({"a:0"}), frozenset({"b:0"})}
    assert told(findings, "update") == {(None, "a:0", "b:0")}


def test_a_recalled_statement_keeps_its_origin() -> None:
    text = "Six guns came, Kyiv says. Berlin had promised 24 howitzers on 11 February, the German defence ministry said then."
    line = text.split(". ")[1]
    b = report(
        "b",
        "2025-04-24",
        "Herald",
        text,
        {"line": line, "quantity": (24, 24), "voices": ["the German defence ministry"]},
    )
    assert origins(settle([first(), b])[0]) == {frozenset({"a:0", "b:0"})}


def test_another_version_of_a_page_is_no_second_origin() -> None:
    a = report(
        "a", "2025-02-11", "Ledger", "Berlin gives 24 guns.", {"quantity": (24, 24)}, url="https://ledger.example/x"
    )
    b = report(
        "b",
        "2025-02-20",
        "Ledger",
        "Berlin gives many guns, namely 24 of them.",
        {"quantity": (24, 24)},
        url="https://www.ledger.example/x#top",
    )
    assert origins(settle([a, b])[0]) == {frozenset({"a:0", "b:0"})}


def test_undated_reports_come_last() -> None:
    text = "Berlin is giving Kyiv 24 howitzers."
    undated = report("0", None, "Blog", text, {"quantity": (24, 24), "status": "underway"})
    propositions, findings = settle([undated, first()])
    assert origins(propositions) == {frozenset({"a:0", "0:0"})}
    assert ("status", "a:0", "0:0") in told(findings, "drift")
