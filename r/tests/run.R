# What the package must do with a program: DYAD_BINARY names one, DYAD_ARTICLES
# articles. Without them only what needs no program is checked.
library(dyad)
own <- function(name) getFromNamespace(name, "dyad")
same <- function(a, b) if (!identical(a, b)) stop(deparse(substitute(a)), " is ", deparse(a), ", not ", deparse(b))
fails <- function(expr, words) {
  said <- tryCatch({ expr; "nothing" }, error = conditionMessage)
  if (!grepl(words, said)) stop("an error with \"", words, "\" is wanted: ", said)
}

same(own("unguard")(c("'=SUM(A1)", "'tis", "''=x", "-0.5", "'-", "'-0.5", NA)), c("=SUM(A1)", "'tis", "'=x", "-0.5", "-", "'-0.5", NA))
same(own("archive_name")("1.2.3", "Darwin", "arm64"), "dyad_1.2.3_darwin_arm64.tar.gz")
same(own("archive_name")("1.2.3", "Windows", "x86-64"), "dyad_1.2.3_windows_amd64.zip")
same(own("checksum_of")(c("aa  x.zip", "bb  dyad.tar.gz"), "dyad.tar.gz"), "bb")
fails(own("checksum_of")("aa  x.zip", "dyad.tar.gz"), "no checksum")
same(own("flags")(study = "a b.yaml", force = TRUE, quiet = FALSE, scorer = c("reader", "lexical")),
     c("--study", shQuote("a b.yaml"), "--force", "--scorer", shQuote("reader"), "--scorer", shQuote("lexical")))
fails(dyad_read(tempdir()), "no run of dyad")

# A program from a file, with its checksum.
file <- tempfile("dyad", fileext = ".bin")
writeLines("not a program", file)
fails(install_dyad(file, sha256 = strrep("0", 64), dir = tempfile()), "has the checksum")
hash <- own("sha256_of")(file)
same(nchar(hash), 64L)
to <- install_dyad(file, sha256 = toupper(hash), dir = file.path(tempdir(), "bin"))
same(readLines(to), "not a program")
old <- setwd(tempdir())
dir.create("pack")
file.copy(to, file.path("pack", basename(to)), overwrite = TRUE)
setwd("pack")
tar("../dyad.tar.gz", basename(to), compression = "gzip", tar = "internal")
setwd(old)
same(readLines(install_dyad(file.path(tempdir(), "dyad.tar.gz"), dir = file.path(tempdir(), "bin2"))), "not a program")
fails(install_dyad(tempfile()), "there is no file")

if (nzchar(Sys.getenv("DYAD_BINARY")) && nzchar(Sys.getenv("DYAD_ARTICLES"))) {
  out <- file.path(tempdir(), "a run")
  run <- dyad_run(Sys.getenv("DYAD_ARTICLES"), out = out, quiet = TRUE)
  print(run)
  same(run$summary$source[1], "all")
  stopifnot(is.integer(run$summary$n_articles), is.numeric(run$summary$own_stance_a), inherits(run$articles$publish_date, "Date"),
            is.logical(run$portrayals$counts), all(is.na(run$summary$relation[run$summary$relation_n %in% 0])))
  x <- run$portrayals
  x <- x[x$counts & x$target == "actor1" & x$voice == "narrator", ]
  means <- tapply(x$portrayal, x$doc_id, mean)
  told <- run$articles$portrayal_actor1[match(names(means), run$articles$doc_id)]
  stopifnot(length(means) > 10, max(abs(means - told)) < 0.001)
  stopifnot(nchar(dyad_columns(run, "summary")$meaning) > 0, nrow(dyad_docvars(run)) == nrow(run$articles))
  same(names(dyad_read(out, "summary")), "summary")
  fails(dyad_read(out, "nothing"), "no table nothing")
  fails(dyad_run(file.path(tempdir(), "nowhere"), out = tempfile(), quiet = TRUE), "ended with 2")
  if (requireNamespace("quanteda", quietly = TRUE)) {
    corpus <- dyad_corpus(run)
    same(quanteda::ndoc(corpus), nrow(run$portrayals))
    same(quanteda::docvars(corpus, "article"), run$portrayals$doc_id)
    texts <- quanteda::corpus(c("one", "two"), docnames = run$articles$doc_id[2:1])
    same(quanteda::docvars(dyad_docvars(run, texts), "source"), run$articles$source[2:1])
  } else {
    message("SKIPPED: quanteda is not installed")
    fails(dyad_corpus(run), "needs the package quanteda")
  }
} else {
  message("SKIPPED: a run (DYAD_BINARY and DYAD_ARTICLES are not set)")
}
message("the package holds")
