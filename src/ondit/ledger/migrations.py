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
    for name in ("document", "claim"):
        run(f"CREATE INDEX {name}_gone ON {name} (key) WHERE live = 0")
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


def what_settling_keeps(connection: Connection) -> None:
    """3 to 4: what reconciliation keeps between two runs; every document with claims is to be stated."""
    run = connection.exec_driver_sql
    rowid = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    run("CREATE TABLE stale (document TEXT NOT NULL PRIMARY KEY, batch INTEGER NOT NULL)")
    run("CREATE TABLE facts (document TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL)")
    run(
        "CREATE TABLE telling (claim TEXT NOT NULL, state SMALLINT NOT NULL, due SMALLINT NOT NULL, block TEXT NOT NULL, "
        "document TEXT NOT NULL, component TEXT, json TEXT NOT NULL, PRIMARY KEY (claim, state))"
    )
    run("CREATE INDEX ix_telling_document ON telling (document)")
    run("CREATE INDEX ix_telling_component ON telling (component)")
    run("CREATE INDEX telling_block ON telling (block)")
    run("CREATE INDEX telling_due ON telling (block) WHERE due = 1")
    run(
        "CREATE TABLE told (proposition TEXT NOT NULL, outlet TEXT NOT NULL, kind TEXT NOT NULL, form BIGINT, "
        "claims INTEGER NOT NULL, first INTEGER NOT NULL, held INTEGER NOT NULL, settled INTEGER NOT NULL, "
        f"PRIMARY KEY (proposition, outlet, kind)){rowid}"
    )
    run("CREATE INDEX told_outlet ON told (outlet, kind)")
    run("CREATE TABLE unlearned (outlet TEXT NOT NULL PRIMARY KEY)")
    run("CREATE TABLE kin (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other))")
    run("CREATE INDEX ix_kin_other ON kin (other)")
    run(
        "CREATE TABLE record (outlet TEXT NOT NULL, kind TEXT NOT NULL, held INTEGER NOT NULL, settled INTEGER NOT NULL, "
        "PRIMARY KEY (outlet, kind))"
    )
    run(
        "INSERT INTO stale SELECT DISTINCT document.id, 0 FROM document JOIN claim ON claim.document = document.key "
        "WHERE claim.live = 1"
    )
    # So that the next run sees that something is to be done.
    run("UPDATE ledger SET value = '0' WHERE name = 'settled'")


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


def what_people_keep(connection: Connection) -> None:
    """4 to 5: checks with their permalinks, saved searches, claims by how unsure they are."""
    run = connection.exec_driver_sql
    run("CREATE TABLE checked (id TEXT NOT NULL PRIMARY KEY, made TEXT NOT NULL, json TEXT NOT NULL)")
    run(
        "CREATE TABLE saved (name TEXT NOT NULL PRIMARY KEY, query TEXT NOT NULL, author TEXT NOT NULL, made TEXT NOT NULL)"
    )
    run("CREATE INDEX claim_unsure ON claim (confidence, key)")


def what_watching_keeps(connection: Connection) -> None:
    """5 to 6: when watched addresses are asked next, and which findings were told."""
    run = connection.exec_driver_sql
    number = "FLOAT" if connection.dialect.name == "sqlite" else "DOUBLE PRECISION"
    run(
        "CREATE TABLE polled (url TEXT NOT NULL PRIMARY KEY, feed TEXT NOT NULL, depth INTEGER NOT NULL, host TEXT NOT NULL, "
        f"etag TEXT, modified TEXT, next {number}, failures INTEGER NOT NULL)"
    )
    run("CREATE INDEX polled_next ON polled (host, next) WHERE next IS NOT NULL")
    run(
        "CREATE TABLE announced (id TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL, made TEXT NOT NULL, json TEXT NOT NULL)"
    )
    run("CREATE INDEX announced_number ON announced (number)")
    run("CREATE TABLE outgoing (finding TEXT NOT NULL, sink TEXT NOT NULL, PRIMARY KEY (finding, sink))")
