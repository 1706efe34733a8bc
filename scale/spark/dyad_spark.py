#!/usr/bin/env python3
"""Run dyad on a Spark cluster: the tables are those of `dyad run`, byte for byte.

    spark-submit dyad_spark.py --dyad ./dyad --out OUT [--shards N] INPUT...

 1. The driver lists the inputs: JSON Lines (.jsonl, .ndjson, .jsonlines, also with .gz) and
    Parquet, from any file system that Hadoop knows; and their SHA-256, which name the run.
 2. Each record keeps its file and line. Records are divided by the hash of their bytes.
 3. Each task pipes its records to `dyad run --shard I/N --located`; the program travels as a
    file. What a task made becomes rows of a Parquet folder that Spark commits, so that a task
    which is tried again, or twice at once, leaves its rows once.
 4. `dyad merge --into` joins shards, so many in a task, until one machine can take the rest.
 5. The driver merges these, with `--inputs`, and copies the tables to OUT.

Nothing but PySpark is needed on the cluster (requirements.txt; Java 17).
docs/scale.md says how it is started where; docs/adr/0024 why it is as it is.
"""

import argparse
import ctypes
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote, urlsplit

from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

LINES = (".jsonl", ".ndjson", ".jsonlines")
PROGRAM = "dyad-program"  # the name under which the binary is shipped
PIECE = 1 << 20  # bytes of a shard's file in one row
ROW_GROUP = 32 << 20  # bytes of shards that a task holds at once
HASH_IN_TASK = 32 << 20  # a task has a file in memory, three times; larger ones go through the driver as streams
SHARD = "shard int, name string, piece int, data binary"
PR_SET_PDEATHSIG = 1


def fail(message):
    sys.exit("dyad_spark: " + message)


# --- inputs -----------------------------------------------------------------------------


class Input:
    """A file: where it lies, its path below the argument, how it is read."""

    def __init__(self, jpath, rel, size):
        self.jpath, self.rel, self.size = jpath, rel, size
        self.uri, self.path = jpath.toString(), jpath.toUri().getPath()
        name = rel.lower()
        if name.endswith(".parquet"):
            self.kind = "parquet"
        elif name.removesuffix(".gz").endswith(LINES):
            self.kind = "lines"
        else:
            fail(f"{self.uri}: is neither JSON Lines nor Parquet by its name; convert it first, or leave it to `dyad run`")


def list_inputs(spark, arguments):
    """The files below the arguments as dyad finds them: none that is hidden, no README."""
    jvm, conf, found = spark._jvm, spark._jsc.hadoopConfiguration(), {}
    for argument in arguments:
        root = jvm.org.apache.hadoop.fs.Path(argument)
        fs = root.getFileSystem(conf)
        if not fs.exists(root):
            fail(f"{argument}: there is no such file or folder")
        root = fs.makeQualified(root)
        if fs.getFileStatus(root).isFile():
            status = fs.getFileStatus(root)
            found[root.toString()] = Input(root, root.getName(), status.getLen())
            continue
        top = root.toUri().getPath().rstrip("/") + "/"
        files = fs.listFiles(root, True)
        while files.hasNext():
            status = files.next()
            rel = status.getPath().toUri().getPath().removeprefix(top)
            parts = rel.split("/")
            if any(p.startswith((".", "_")) for p in parts) or parts[-1].upper().startswith("README"):
                continue
            known = found.get(status.getPath().toString())
            if known is None or len(rel) > len(known.rel):  # reached by two arguments: as seen from the widest folder
                found[status.getPath().toString()] = Input(status.getPath(), rel, status.getLen())
    if not found:
        fail("no article files found")
    return sorted(found.values(), key=lambda i: i.rel)


def hashes(spark, inputs):
    """The SHA-256 of each input by its path: small files where they lie, large ones as streams."""
    small = [i.uri for i in inputs if i.size <= HASH_IN_TASK]
    out = {}
    if small:
        rows = spark.read.format("binaryFile").load(small).select("path", F.sha2("content", 256).alias("sum"))
        out = {urlsplit(r.path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")).path: r.sum for r in rows.toLocalIterator()}
        out = {unquote(p): s for p, s in out.items()}
    digest, conf = spark._jvm.org.apache.commons.codec.digest.DigestUtils, spark._jsc.hadoopConfiguration()

    def stream(i):
        file = i.jpath.getFileSystem(conf).open(i.jpath)
        try:
            return i.path, digest.sha256Hex(file)
        finally:
            file.close()

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the work is Java's: it waits for no other thread of Python
        out.update(pool.map(stream, [i for i in inputs if i.path not in out]))
    return out


def numbered_lines(spark, inputs):
    """Each line of the files, with the path of its file and its number from 1.

    A file is read in blocks by many tasks. Lines are counted within a block by one pass,
    and the blocks of a file are added up here, so that no file is read in one piece."""
    lines = (
        spark.read.option("lineSep", "\n").text([i.uri for i in inputs])
        .select(F.col("value").cast("binary").alias("value"), F.col("_metadata.file_path").alias("path"),
                F.col("_metadata.file_block_start").alias("block"), F.monotonically_increasing_id().alias("id"))
    )
    blocks = lines.groupBy("path", "block").agg(F.min("id").alias("first"), F.count("id").alias("n")).collect()
    before, starts = {}, []
    for b in sorted(blocks, key=lambda b: (b.path, b.block)):
        starts.append((b.path, b.block, before.get(b.path, 0) - b.first + 1))
        before[b.path] = before.get(b.path, 0) + b.n
    table = spark.createDataFrame(starts, "path string, block bigint, shift bigint")
    return lines.join(F.broadcast(table), ["path", "block"]).select("path", (F.col("id") + F.col("shift")).alias("line"), "value", F.lit(True).alias("raw"))


def flat_columns(schema, prefix=()):
    """The leaves of a schema as (path, name, type); the fields of a structure have its name before theirs."""
    for f in schema.fields:
        path = prefix + (f.name,)
        if isinstance(f.dataType, T.StructType):
            yield from flat_columns(f.dataType, path)
        else:
            yield path, ".".join(path), f.dataType


def parquet_rows(spark, inputs):
    """Each row as a JSON record without its empty cells, with its number from 1."""
    frame = spark.read.option("mergeSchema", "true").parquet(*[i.uri for i in inputs])
    cells = []
    for path, name, kind in flat_columns(frame.schema):
        column = F.col(".".join(f"`{p}`" for p in path))
        cells.append((column.cast("string") if isinstance(kind, T.BinaryType) else column).alias(name))
    record = F.to_json(F.struct(*cells), {"timestampFormat": "yyyy-MM-dd HH:mm:ss", "timestampNTZFormat": "yyyy-MM-dd HH:mm:ss", "dateFormat": "yyyy-MM-dd"})
    return frame.select(F.col("_metadata.file_path").alias("path"), (F.col("_metadata.row_index") + 1).alias("line"),
                        record.cast("binary").alias("value"), F.lit(False).alias("raw"))


# --- tasks ------------------------------------------------------------------------------


def located(rel, line, value, raw):
    """One located line. A line that is sound JSON goes as it stands, any other as text."""
    if raw:
        value = value.rstrip(b"\r")
        if line == 1:
            value = value.removeprefix(b"\xef\xbb\xbf")
        if not value.strip():
            return b""
    head = b'{"dyad_file":' + json.dumps(rel).encode() + b',"dyad_line":%d,' % line
    try:
        if raw:
            json.loads(value.decode("utf-8", "surrogateescape"), parse_constant=no_json)
        return head + b'"record":' + value + b"}\n"
    except (ValueError, RecursionError):
        return head + b'"text":' + json.dumps(value.decode("utf-8", "replace")).encode() + b"}\n"


def no_json(name):
    raise ValueError(name + " is no JSON")


def die_with_parent():
    """The program must not outlive a task that was killed."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    except (AttributeError, OSError):
        pass  # not Linux


def program():
    """The shipped binary, which must be executable."""
    path = SparkFiles.get(PROGRAM)
    if not os.access(path, os.X_OK):
        os.chmod(path, 0o755)
    return path


def call(args, lines=None):
    """Run dyad, on the lines if there are any; a failure is an error with what it said."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(args, stdin=subprocess.PIPE if lines is not None else subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=said, preexec_fn=die_with_parent)
        try:
            if lines is not None:
                for b in lines:
                    process.stdin.write(b)
                process.stdin.close()
        except BrokenPipeError:
            pass  # it ended early, and says why
        except BaseException:
            process.kill()  # what it has got so far is not all
            process.wait()
            raise
        if process.wait() != 0:
            said.seek(0)
            raise RuntimeError(f"{shlex.join(args)} ended with {process.returncode}: {said.read()[-4000:].decode('utf-8', 'replace')}")


def pieces(number, folder):
    """The files of a shard as rows."""
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            piece = 0
            while True:
                data = f.read(PIECE)
                if not data and piece:
                    break
                yield number, name, piece, bytearray(data)
                piece += 1


def unpack(rows, top):
    """Write shards back as folders. Each piece goes to its place, in whatever order they come."""
    folders = {}
    for number, name, piece, data in rows:
        folder = folders.setdefault(number, os.path.join(top, f"s{number}"))
        os.makedirs(folder, exist_ok=True)
        file = os.open(os.path.join(folder, os.path.basename(name)), os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            with os.fdopen(file, "wb") as f:
                f.seek(piece * PIECE)
                f.write(data)
        except OSError as e:
            raise RuntimeError(f"shard {number}, {name}: {e}") from e
    return [folders[n] for n in sorted(folders)]


def save(spark, rows, path):
    """Keep rows of shards, in row groups that a small executor can hold."""
    (spark.createDataFrame(rows, SHARD).write.mode("overwrite")
     .option("parquet.block.size", ROW_GROUP).option("parquet.page.size.row.check.min", 4).option("parquet.page.size.row.check.max", 16)
     .parquet(path))


def shard_task(n, names, args, files):
    def run(index, rows):
        top = tempfile.mkdtemp(prefix="dyad-shard-")
        try:
            out = os.path.join(top, "shard")
            lines = (located(names.value[unquote(urlsplit(r.path).path)], r.line, bytes(r.value), r.raw) for r in rows)
            call([program(), "run", "--quiet", "--workers", "1", "--shard", f"{index + 1}/{n}", "--located", "--out", out, *local_args(args, files), "-"], lines)
            yield from pieces(index + 1, out)
        finally:
            shutil.rmtree(top, ignore_errors=True)
    return run


def local_args(args, files):
    """Arguments that name a shipped file name it where it lies on this machine."""
    return [SparkFiles.get(files[a]) if a in files else a for a in args]


def merge_task(rows):
    top = tempfile.mkdtemp(prefix="dyad-merge-")
    try:
        folders = unpack((row for _, row in rows), top)
        if folders:
            out = os.path.join(top, "joined")
            call([program(), "merge", "--quiet", "--into", out, *folders])
            yield from pieces(int(os.path.basename(folders[0])[1:]), out)
    finally:
        shutil.rmtree(top, ignore_errors=True)


# --- driver -----------------------------------------------------------------------------


def merge_tree(spark, work, numbers, width):
    """Join shards in rounds, so many in a task, until at most width are left."""
    step = 0
    while len(numbers) > width:
        group = {number: i // width for i, number in enumerate(sorted(numbers))}
        groups = -(-len(group) // width)
        keyed = spark.read.parquet(f"{work}/shards-{step}").rdd.map(lambda r: (group[r.shard], tuple(r)))
        joined = keyed.partitionBy(groups, lambda g: g).mapPartitions(merge_task)
        step += 1
        save(spark, joined, f"{work}/shards-{step}")
        numbers = [n for n in sorted(numbers) if sorted(numbers).index(n) % width == 0]
    return f"{work}/shards-{step}"


def copy_out(spark, folder, out):
    jvm, conf = spark._jvm, spark._jsc.hadoopConfiguration()
    to = jvm.org.apache.hadoop.fs.Path(out)
    to.getFileSystem(conf).copyFromLocalFile(False, False, jvm.org.apache.hadoop.fs.Path("file://" + folder), to)


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--dyad", required=True, help="the binary for the machines of the cluster")
    p.add_argument("--out", required=True, help="folder of the tables, on any Hadoop file system; must not be there")
    p.add_argument("--work", help="folder for shards, on a file system that all machines see (default: OUT.dyad-shards)")
    p.add_argument("--keep-work", action="store_true", help="leave the folder of shards")
    p.add_argument("--shards", type=int, help="how many (default: four for each core, or one for each 16 MB, whichever is more)")
    p.add_argument("--width", type=int, default=16, help="shards that a task merges (default 16)")
    p.add_argument("--study", help="study file; it is shipped to the tasks")
    p.add_argument("--run-args", default="", help='more for `dyad run`, as one text: "--scorer lexical"')
    p.add_argument("--merge-args", default="", help="more for `dyad merge`, as one text")
    p.add_argument("inputs", nargs="+", metavar="INPUT")
    return p.parse_args()


def main():
    a = arguments()
    spark = (
        SparkSession.builder.appName("dyad")
        .config("spark.sql.session.timeZone", "UTC").config("spark.sql.caseSensitive", "true")
        .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
        # articles and pieces of shards are long: a batch of 4,096 of them does not fit an executor
        .config("spark.sql.parquet.columnarReaderBatchSize", "64").config("spark.sql.files.maxPartitionBytes", str(ROW_GROUP))
        .getOrCreate()
    )
    work = a.work or a.out.rstrip("/") + ".dyad-shards"
    jout = spark._jvm.org.apache.hadoop.fs.Path(a.out)
    if jout.getFileSystem(spark._jsc.hadoopConfiguration()).exists(jout):
        fail(f"{a.out} is there already")
    inputs = list_inputs(spark, a.inputs)
    by_path = {}
    for i in inputs:
        if by_path.setdefault(i.path, i.rel) != i.rel:
            fail(f"{i.path} is named twice")
    n = a.shards or max(4 * spark.sparkContext.defaultParallelism, sum(i.size for i in inputs) >> 24)

    local = tempfile.mkdtemp(prefix="dyad-spark-")
    try:
        shipped = os.path.join(local, PROGRAM)
        shutil.copy(a.dyad, shipped)
        os.chmod(shipped, 0o755)
        spark.sparkContext.addFile(shipped)
        run_args, files = shlex.split(a.run_args), {}
        if a.study:
            spark.sparkContext.addFile(a.study)
            files[a.study] = os.path.basename(a.study)
            run_args += ["--study", a.study]

        frames = []
        for kind, read in (("lines", numbered_lines), ("parquet", parquet_rows)):
            some = [i for i in inputs if i.kind == kind]
            if some:
                frames.append(read(spark, some))
        records = frames[0] if len(frames) == 1 else frames[0].unionByName(frames[1])
        records = records.repartition(n, F.sha2("value", 256))
        names = spark.sparkContext.broadcast(by_path)
        shards = records.rdd.mapPartitionsWithIndex(shard_task(n, names, run_args, files))
        save(spark, shards, f"{work}/shards-0")

        left = merge_tree(spark, work, list(range(1, n + 1)), a.width)
        sums = hashes(spark, inputs)
        listed = os.path.join(local, "inputs.jsonl")
        with open(listed, "w", encoding="utf-8") as f:
            for i in inputs:
                f.write(json.dumps({"path": i.rel, "sha256": sums[i.path], "size": i.size}, ensure_ascii=False) + "\n")
        folders = unpack(map(tuple, spark.read.parquet(left).toLocalIterator()), os.path.join(local, "shards"))
        out = os.path.join(local, "run")
        subprocess.run([shipped, "merge", "--out", out, "--inputs", listed, *shlex.split(a.merge_args), *folders], check=True)
        copy_out(spark, out, a.out)
        if not a.keep_work:
            jwork = spark._jvm.org.apache.hadoop.fs.Path(work)
            jwork.getFileSystem(spark._jsc.hadoopConfiguration()).delete(jwork, True)
    except subprocess.CalledProcessError as e:
        fail(f"dyad merge ended with {e.returncode}")
    finally:
        shutil.rmtree(local, ignore_errors=True)
        spark.stop()


if __name__ == "__main__":
    main()
