# Sentences of a run as a corpus.
dyad_corpus <- function(run, table = "portrayals") {
  need_quanteda()
  x <- run[[table]]
  if (is.null(x) || !all(c("doc_id", "sentence_no", "sentence") %in% names(x))) stop("the run has no sentences in a table ", table, call. = FALSE)
  x$article <- x$doc_id
  x$doc_id <- x[[paste0(sub("s$", "", table), "_id")]] # a corpus has one name a text
  quanteda::corpus(x, text_field = "sentence", meta = list(dyad = attr(run, "folder"), table = table))
}

# What a run says of articles, as document variables.
dyad_docvars <- function(run, corpus = NULL, by = NULL) {
  x <- run$articles
  if (is.null(x)) stop("the run has no table articles", call. = FALSE)
  if (is.null(corpus)) return(x)
  need_quanteda()
  key <- if (is.null(by)) quanteda::docnames(corpus) else as.character(quanteda::docvars(corpus, by))
  at <- match(key, x$doc_id)
  if (all(is.na(at))) stop("no document of the corpus has the doc_id of an article of the run", call. = FALSE)
  for (name in setdiff(names(x), "doc_id")) quanteda::docvars(corpus, name) <- x[[name]][at]
  corpus
}

need_quanteda <- function() {
  if (!requireNamespace("quanteda", quietly = TRUE)) stop("this needs the package quanteda", call. = FALSE)
}
