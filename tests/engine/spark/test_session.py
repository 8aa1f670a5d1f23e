"""What travels with a job, and whose settings count."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ondit.engine.spark import session
from ondit.engine.spark.session import SparkMissing
from ondit.languages import available


def test_the_package_travels_with_its_data(tmp_path: Path) -> None:
    with zipfile.ZipFile(session._packed(tmp_path)) as box:
        names = set(box.namelist())
    assert {f"ondit/languages/{code}/grammar.toml" for code in available()} <= names
    assert "ondit/engine/spark/reading.py" in names
    assert not any(name.endswith(".pyc") for name in names)


def test_the_user_s_settings_count_and_archives_add_up() -> None:
    own = {"a": "1", "b": "2", "spark.archives": "ondit.zip#code"}
    assert session._together(own, {"b": "3"}) == {"a": "1", "b": "3", "spark.archives": "ondit.zip#code"}
    both = session._together(own, {"spark.archives": "env.tar.gz#env"})
    assert both["spark.archives"] == "ondit.zip#code,env.tar.gz#env"
    assert session._together({}, {}) == {}


def test_without_java_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SparkMissing, match="no Java"), session.session("local", {}):
        pass
