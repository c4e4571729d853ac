"""Value sets: which codes belong together by rules, read from folders of data and expanded over a graph."""
