"""Pages made for the benchmarks: news with known text, in layouts that news sites use. Written before the cleaner was read."""
