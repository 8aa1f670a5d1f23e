"""A proposition's lineage as lines of text: origins, their retellings in time, what changed, conflicts beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ondit.export import wording
from ondit.reconcile import NO_CONTEXT, Context
from ondit.reconcile.check import Report
from ondit.records import Claim, Quantity


def lineage(
    proposition: Mapping[str, Any], findings: Sequence[Mapping[str, Any]], reports: Mapping[str, Report], language: str,
    context: Context = NO_CONTEXT,
) -> list[str]:  # fmt: skip
    """Lines with *emphasis*. `proposition` and `findings` as JSON rows, `reports` by claim id; `context` rates outlets."""
    words = wording.table(language)["trace"]
    claims = sorted(proposition["claims"], key=lambda name: reports[name].age)
    first = reports[claims[0]].claim
    kind = wording.table(language)["kind"][first.kind]
    counts = wording.table(language)["check"]
    lines = [
        f"*{kind}* {wording.thing(first, language)}, {wording.parties(first, language)}",
        words["head"].format(
            id=proposition["id"],
            reports=wording.counted(counts["reports"], len({reports[name].document.id for name in claims})),
            origins=wording.counted(counts["origins"], len(proposition["origins"])),
            credibility=proposition["credibility"],
        ),
        *proposition["reasons"],
        *_measured(proposition, first, language),
    ]
    if word := context.likelihood(first.kind, proposition["credibility"]):
        lines.append(words["likelihood"].format(word=word))
    origins = sorted(proposition["origins"], key=lambda names: min(reports[name].age for name in names))
    for number, names in enumerate(origins, 1):
        lines += ["", words["origin"].format(n=number)]
        lines += _lane(sorted(names, key=lambda name: reports[name].age), findings, reports, language, context)
    beside = [finding for finding in findings if finding["type"] in ("conflict", "update")]
    if beside:
        lines += ["", words["beside"]]
        lines += [_beside(finding, reports, language) for finding in beside]
    return lines


def _lane(
    names: Sequence[str], findings: Sequence[Mapping[str, Any]], reports: Mapping[str, Report], language: str,
    context: Context,
) -> list[str]:  # fmt: skip
    lines = []
    for at, name in enumerate(names):
        report = reports[name]
        branch = "●" if at == 0 else "└─" if at == len(names) - 1 else "├─"
        day = wording.date(report.document.published, language)
        said = ", ".join(wording.value(report.claim, what, language) for what in ("status",))
        figure = f"{wording.value(report.claim, 'quantity', language)}, " if report.claim.quantity else ""
        letter, _ = context.rating(report.document.outlet or "", report.claim.kind)
        outlet = f"{wording.outlet(report.document, language)} ({letter})"
        lines.append(f"{branch} {day}  {outlet}  {figure}{said}  [{name[:8]}]")
        changed = [f for f in findings if f["type"] == "drift" and f["to"] == name and f["from"] in reports]
        stem = " " if at in (0, len(names) - 1) and at else "│"
        for finding in changed:
            before, after = (
                wording.value(reports[f].claim, finding["what"], language) for f in (finding["from"], name)
            )
            label = wording.table(language)["finding"]["drift"]
            slot = wording.table(language)["slot"][finding["what"]]
            lines.append(f"{stem}    *{label}* {slot}: {before} → {after}")
    return lines


def _measured(proposition: Mapping[str, Any], first: Claim, language: str) -> list[str]:
    """What can be said of the figure: the hull, from three origins on the median and the band, and several modes apart."""
    pooled = proposition["estimate"]
    if not pooled:
        return []
    words = wording.table(language)

    def written(low: float | None, high: float | None) -> str:
        of = first.quantity or Quantity(0, 1, "?", low, high)
        return wording.amount(replace(of, low=low, high=high, unit=pooled["unit"], approximate=False), language)

    origins = wording.counted(words["check"]["origins"], pooled["origins"])
    line = words["trace"]["figure"].format(hull=written(*pooled["hull"]), origins=origins)
    if "median" in pooled:
        middle, (low, high) = pooled["median"], pooled["band"]
        values = {"median": written(middle, middle), "low": written(low, low), "high": written(high, high)}
        line += words["trace"]["median"].format(**values)
    modes = pooled.get("modes", [])
    modes = modes if len(modes) > 1 else []
    return [line, *(_mode(mode, written(mode["low"], mode["high"]), language) for mode in modes)]


def _mode(mode: Mapping[str, Any], value: str, language: str) -> str:
    words = wording.table(language)
    label = ", ".join(words["status"].get(part, part) for part in mode["label"].split(", "))
    return str(words["trace"]["mode"].format(n=mode["origins"], value=value, label=label))


def _beside(finding: Mapping[str, Any], reports: Mapping[str, Report], language: str) -> str:
    what = finding["what"] or "status"
    both = [reports[name] for name in (finding["from"], finding["to"])]
    sides = [
        f"{wording.outlet(each.document, language)}, {wording.date(each.document.published, language)}: "
        f"{wording.value(each.claim, what, language)}"
        for each in both
    ]
    return f"*{wording.table(language)['finding'][finding['type']]}* {' ↔ '.join(sides)}"
