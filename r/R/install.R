# Where install_dyad puts the program.
home <- function() file.path(R_user_dir("dyad", "data"), "bin")

program <- function() if (.Platform$OS.type == "windows") "dyad.exe" else "dyad"

# Install the program.
install_dyad <- function(file = NULL, sha256 = NULL, version = "0.1.0",
                         url = "https://github.com/seed-7a84ba5f/dyad/releases/download",
                         dir = file.path(tools::R_user_dir("dyad", "data"), "bin")) {
  tmp <- tempfile("dyad-")
  dir.create(tmp)
  on.exit(unlink(tmp, recursive = TRUE))
  if (is.null(file)) {
    name <- archive_name(version)
    base <- paste0(url, "/v", version, "/")
    file <- file.path(tmp, name)
    download.file(paste0(base, name), file, mode = "wb", quiet = TRUE)
    if (is.null(sha256)) {
      sums <- file.path(tmp, "checksums.txt")
      download.file(paste0(base, "checksums.txt"), sums, quiet = TRUE)
      sha256 <- checksum_of(readLines(sums), name)
    }
  } else if (!file.exists(file)) {
    stop("there is no file ", file, call. = FALSE)
  }
  if (!is.null(sha256)) {
    have <- sha256_of(file)
    if (!identical(tolower(sha256), have)) {
      stop(basename(file), " has the checksum ", have, ", not ", sha256, call. = FALSE)
    }
  }
  from <- file
  if (grepl("\\.(tar\\.gz|tgz)$", file)) {
    untar(file, exdir = tmp)
    from <- file.path(tmp, program())
  } else if (grepl("\\.zip$", file)) {
    unzip(file, exdir = tmp)
    from <- file.path(tmp, program())
  }
  if (!file.exists(from)) stop(basename(file), " holds no ", program(), call. = FALSE)
  dir.create(dir, recursive = TRUE, showWarnings = FALSE)
  to <- file.path(dir, program())
  if (!file.copy(from, to, overwrite = TRUE)) stop("cannot write ", to, call. = FALSE)
  Sys.chmod(to, "0755")
  invisible(to)
}

# The archive of a release for this machine.
archive_name <- function(version, system = Sys.info()[["sysname"]], machine = Sys.info()[["machine"]]) {
  os <- switch(system, Linux = "linux", Darwin = "darwin", Windows = "windows", stop("there is no program for ", system, call. = FALSE))
  arch <- if (machine %in% c("x86_64", "x86-64", "amd64")) "amd64" else if (machine %in% c("arm64", "aarch64")) "arm64" else stop("there is no program for ", machine, call. = FALSE)
  paste0("dyad_", version, "_", os, "_", arch, if (os == "windows") ".zip" else ".tar.gz")
}

# The checksum of a file in the lines of a list of checksums.
checksum_of <- function(lines, name) {
  found <- sub(" .*", "", lines[sub("^[^ ]* [ *]", "", lines) == name])
  if (length(found) != 1) stop("the release has no checksum of ", name, call. = FALSE)
  found
}

# SHA-256 of a file, by R where it can, else by a tool of the system.
sha256_of <- function(file) {
  own <- get0("sha256sum", envir = asNamespace("tools"), inherits = FALSE)
  if (is.function(own)) return(tolower(unname(own(file))))
  ways <- list(sha256sum = shQuote(file), shasum = c("-a", "256", shQuote(file)), certutil = c("-hashfile", shQuote(file), "SHA256"))
  for (tool in names(ways)) {
    if (!nzchar(Sys.which(tool))) next
    said <- gsub(" ", "", sub("  .*", "", system2(tool, ways[[tool]], stdout = TRUE)))
    hash <- grep("^\\\\?[0-9a-fA-F]{64}", said, value = TRUE)
    if (length(hash) > 0) return(tolower(substr(sub("^\\\\", "", hash[1]), 1, 64)))
  }
  stop("no way here to check SHA-256; R 4.5 has one of its own", call. = FALSE)
}

# The path of the program.
dyad_path <- function() {
  own <- Sys.getenv("DYAD_BINARY")
  found <- c(if (nzchar(own)) own, file.path(home(), program()), unname(Sys.which("dyad")))
  found <- found[nzchar(found) & file.exists(found)]
  if (length(found) == 0) stop("dyad is not installed: install_dyad()", call. = FALSE)
  found[1]
}
