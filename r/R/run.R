# Score articles and read the tables.
dyad_run <- function(paths, out = "dyad-run", ...) {
  args <- c("run", "--out", shQuote(path.expand(out)), flags(...), "--", shQuote(path.expand(paths)))
  code <- system2(dyad_path(), args, stdout = FALSE)
  if (!code %in% c(0, 3)) stop("dyad run ended with ", code, call. = FALSE)
  dyad_read(out)
}

# Named arguments as flags: TRUE has no value, several values repeat the flag.
flags <- function(...) {
  given <- list(...)
  if (length(given) > 0 && (is.null(names(given)) || any(names(given) == ""))) stop("flags of dyad run have names", call. = FALSE)
  unlist(lapply(names(given), function(name) {
    flag <- paste0("--", gsub("_", "-", name))
    value <- given[[name]]
    if (is.null(value) || identical(value, FALSE)) return(NULL)
    if (identical(value, TRUE)) return(flag)
    as.vector(rbind(flag, shQuote(as.character(value))))
  }))
}

# The tables of a run.
dyad_read <- function(folder = "dyad-run", tables = NULL) {
  book <- file.path(folder, "codebook.csv")
  if (!file.exists(book)) stop(folder, " is no run of dyad with tables in CSV: it has no codebook.csv", call. = FALSE)
  codebook <- read_text(book)
  files <- list.files(folder, "\\.csv$", recursive = TRUE)
  names(files) <- sub("\\.csv$", "", basename(files))
  files <- files[names(files) %in% c(codebook$table, "codebook")]
  if (!is.null(tables)) {
    missing <- setdiff(tables, names(files))
    if (length(missing) > 0) stop("the run has no table ", paste(missing, collapse = ", "), "; it has ", paste(names(files), collapse = ", "), call. = FALSE)
    files <- files[tables]
  }
  run <- lapply(names(files), function(name) typed(read_text(file.path(folder, files[[name]])), codebook[codebook$table == name, ]))
  names(run) <- names(files)
  structure(run, class = "dyad_run", folder = normalizePath(folder), codebook = codebook)
}

# A table as text: empty cells are NA, and the apostrophes that keep spreadsheets
# from running a text are gone.
read_text <- function(file) {
  x <- read.csv(file, colClasses = "character", na.strings = "", encoding = "UTF-8", fileEncoding = "UTF-8-BOM", check.names = FALSE, quote = "\"", comment.char = "")
  x[] <- lapply(x, unguard)
  x
}

unguard <- function(cell) {
  text <- sub("^'+", "", cell)
  runs <- grepl("^[=+@\t\r-]", text) & !(grepl("^-(0|[1-9][0-9]*)([.][0-9]+)?$", text) & nchar(text) <= 16)
  guarded <- !is.na(cell) & startsWith(cell, "'") & runs
  cell[guarded] <- substring(cell[guarded], 2)
  cell
}

# The columns in the types of the codebook.
typed <- function(x, codebook) {
  type <- codebook$type[match(names(x), codebook$column)]
  x[] <- Map(function(cells, type) {
    if (is.na(type)) return(cells)
    switch(type, int = as.integer(cells), float = as.numeric(cells), bool = cells == "true", date = as.Date(cells), cells)
  }, x, type)
  x
}

# What the columns of a table mean.
dyad_columns <- function(run, table) {
  book <- attr(run, "codebook")
  book[book$table == table, setdiff(names(book), c("run_id", "table"))]
}

print.dyad_run <- function(x, ...) {
  cat("A run of dyad in ", attr(x, "folder"), ": ", paste0(names(x), " (", vapply(x, nrow, 1L), ")", collapse = ", "), "\n", sep = "")
  invisible(x)
}
