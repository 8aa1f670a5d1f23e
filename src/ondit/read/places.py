"""Where inputs lie: files, folders, globs, and remote stores by fsspec (`s3://`, `gs://`)."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

WEB = ("http://", "https://")


def is_remote(name: str) -> bool:
    """Whether a name is that of a remote store (not of a page of the web)."""
    return "://" in name and not name.startswith(WEB)


def places_of(name: str) -> list[str]:
    """The inputs that a name stands for: the files of a folder (all below it, hidden ones left out) or of a glob, in order;
    else the name itself. OSError where a remote store can't be listed."""
    if name == "-" or name.startswith(WEB):
        return [name]
    if is_remote(name):
        return _remote(name)
    path = Path(name)
    if path.is_dir():
        return sorted(str(each) for each in _files(path))
    if not path.exists() and glob.has_magic(name):
        found = sorted(glob.glob(name, recursive=True))
        return [each for one in found for each in places_of(one)] or [name]
    return [name]


def size_of(name: str) -> int:
    """Bytes of a local file; 0 for anything else."""
    try:
        return os.stat(name).st_size if "://" not in name and name != "-" else 0
    except OSError:
        return 0


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file or of an object in a remote store, seekable."""
    if is_remote(name):
        filesystem, path = _store(name)
        with _told(name), filesystem.open(path, "rb") as stream:
            yield stream
    else:
        with Path(name).open("rb") as stream:
            yield stream


def cause_of(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        yield from (Path(here) / each for each in names if not each.startswith("."))


def _remote(name: str) -> list[str]:
    filesystem, path = _store(name)
    with _told(name):
        if glob.has_magic(name):
            found = filesystem.glob(path)
        elif filesystem.isdir(path):
            found = filesystem.find(path)
        else:
            return [name]
        return [filesystem.unstrip_protocol(each) for each in sorted(found)] or [name]


def _store(name: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise OSError(f"{name.split('://')[0]}:// needs the extra: pip install 'ondit[remote]'") from None
    with _told(name):
        filesystem, path = url_to_fs(name)
    return filesystem, path


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Whatever a store's library raises, as an OSError of one line."""
    try:
        yield
    except OSError:
        raise
    except (ImportError, ValueError) as error:
        raise OSError(" ".join(str(error).split()) or f"{name}: no such store") from None
    except Exception as error:  # noqa: BLE001 - each store has exceptions of its own
        raise OSError(f"{type(error).__name__}: {' '.join(str(error).split())}"[:200]) from None
