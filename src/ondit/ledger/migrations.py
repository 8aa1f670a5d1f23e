"""What takes an older ledger one version up. Each step is written in the words of its own time: the schema goes on changing."""

from __future__ import annotations

import json

from sqlalchemy import Connection

SOME = 5000


def sums_and_coordinates(connection: Connection) -> None:
    """1 to 2: sums of propositions by pair, kind and month; coordinates of claims as columns; indexes for pages."""
    run = connection.exec_driver_sql
    number = "FLOAT" if connection.dialect.name == "sqlite" else "DOUBLE PRECISION"
    for name in ("latitude", "longitude"):
        run(f"ALTER TABLE claim ADD COLUMN {name} {number}")
    _fill_coordinates(connection)
    live = "WHERE latitude IS NOT NULL AND live = 1"
    run(f"CREATE INDEX claim_spot ON claim (actor, target, latitude, longitude, place) {live}")
    run("CREATE INDEX document_live ON document (live)")
    run("CREATE INDEX claim_live ON claim (live)")
    run("CREATE INDEX claim_acts ON claim (actor, reported)")
    run("CREATE INDEX proposition_pair ON proposition (actor, target, kind, first, claims)")
    run("CREATE INDEX proposition_figure ON proposition (actor, target, origins) WHERE unit IS NOT NULL")
    run("CREATE INDEX finding_reported ON finding (reported)")
    parts = "actor TEXT NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL, month TEXT NOT NULL"
    keyed = "PRIMARY KEY (actor, target, kind, month)"
    rowid = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    run(f"CREATE TABLE tally ({parts}, propositions INTEGER NOT NULL, claims INTEGER NOT NULL, {keyed}){rowid}")
    run(
        "INSERT INTO tally SELECT coalesce(actor, ''), coalesce(target, ''), kind, substr(first, 1, 7), count(*), sum(claims) "
        "FROM proposition GROUP BY 1, 2, 3, 4"
    )


def archives_and_pages(connection: Connection) -> None:
    """2 to 3: originals referenced in web archives, pages of paged documents, how far each archive has been read."""
    run = connection.exec_driver_sql
    run("CREATE TABLE archived (hash TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL, position BIGINT NOT NULL)")
    run(
        "CREATE TABLE page (document INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, PRIMARY KEY (document, number))"
    )
    run(
        "CREATE TABLE progress (archive TEXT NOT NULL, extractor TEXT NOT NULL, name TEXT NOT NULL, "
        "position BIGINT NOT NULL, PRIMARY KEY (archive, extractor))"
    )


def _fill_coordinates(connection: Connection) -> None:
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    last = -1
    while True:
        rows = connection.exec_driver_sql(
            f"SELECT key, json FROM claim WHERE key > {mark} AND place IS NOT NULL ORDER BY key LIMIT {SOME}", (last,)
        ).all()
        if not rows:
            return
        last = rows[-1].key
        places = [(json.loads(row.json)["where"], row.key) for row in rows]
        connection.exec_driver_sql(
            f"UPDATE claim SET latitude = {mark}, longitude = {mark} WHERE key = {mark}",
            [(where["latitude"], where["longitude"], key) for where, key in places],
        )
