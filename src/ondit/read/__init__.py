"""Bytes to documents: text, Markdown, web pages, JSON rows; from files, standard input and addresses."""

from ondit.read.files import read_path, read_stdin, read_url
from ondit.read.reading import Reading, ReadProblem

__all__ = ["ReadProblem", "Reading", "read_path", "read_stdin", "read_url"]
