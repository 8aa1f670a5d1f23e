"""Bytes to documents: pages, text, feeds, messages, PDF and Word files, web archives; from files, remote stores, standard input
and addresses. A share is a part of an input that a process can read by itself."""

from ondit.read.files import Files, is_archive, read_path, read_stdin, read_url
from ondit.read.places import places_of, size_of
from ondit.read.reading import Passed, Reading, ReadProblem
from ondit.read.warc import Reached, Share

__all__ = [
    "Files", "Passed", "Reached", "ReadProblem", "Reading", "Share", "is_archive", "places_of", "read_path", "read_stdin",
    "read_url", "size_of",
]  # fmt: skip
