#!/usr/bin/env python3
"""Hold dyad_spark.py against `dyad run` in local-cluster mode, with an executor killed.

    test_spark.py --dyad ./dyad FILE.jsonl[.gz]... [--times 10] [--dyad-args "--scorer lexical"]

The articles are written as JSON Lines in three files.
Two executors of one core score them; the first one that runs dyad is killed with SIGKILL.
Every file but manifest.json must be that of `dyad run`, and of the manifest all that is verified.
--times N also runs N copies of the articles (with ids of their own) and tells the ratio of times.
Exit 0: equal; 1: something differs; 77: Java or PySpark is missing, nothing was tested.
"""

import argparse
import filecmp
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def read(files):
    for name in files:
        with (gzip.open if name.endswith(".gz") else open)(name, "rt", encoding="utf-8") as f:
            yield from (json.loads(line) for line in f if line.strip())


def write(records, folder, parts=3):
    os.makedirs(os.path.join(folder, "below"))
    outs = [open(os.path.join(folder, "below" if i else "", f"part-{i}.jsonl"), "w", encoding="utf-8") for i in range(parts)]
    for k, r in enumerate(records):
        outs[k * parts // len(records)].write(json.dumps(r, ensure_ascii=k % 2 == 0) + "\n")
    for f in outs:
        f.close()


def executors(parent):
    """Process ids of the executors below a process that have a dyad below them."""
    children, command = {}, {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as f:
                children.setdefault(int(f.read().rpartition(")")[2].split()[1]), []).append(int(pid))
            with open(f"/proc/{pid}/cmdline", "rb") as f:
                command[int(pid)] = f.read()
        except OSError:
            continue  # it has ended

    def below(pid):
        for c in children.get(pid, []):
            yield c
            yield from below(c)

    return [p for p in below(parent) if b"CoarseGrainedExecutorBackend" in command.get(p, b"")
            and any(b"--located" in command.get(c, b"") for c in below(p))]


def kill_one(process, killed):
    while process.poll() is None:
        for pid in executors(process.pid)[:1]:
            time.sleep(0.5)  # in the middle
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
            return
        time.sleep(0.05)


def spark(dyad, folder, out, args, kill):
    command = [sys.executable, os.path.join(HERE, "dyad_spark.py"), "--dyad", dyad, "--out", out, "--shards", "8", "--width", "3", "--run-args", args, folder]
    submit = "--master local-cluster[2,1,1024] --driver-memory 1g --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 pyspark-shell"
    env = dict(os.environ, PYSPARK_SUBMIT_ARGS=submit, SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    log, killed, began = open(out + ".log", "wb"), [], time.time()
    process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    if kill:
        threading.Thread(target=kill_one, args=(process, killed), daemon=True).start()
    code, took = process.wait(), time.time() - began
    log.close()
    if code != 0:
        with open(out + ".log", errors="replace") as f:
            sys.exit(f"dyad_spark.py ended with {code}:\n" + f.read()[-4000:])
    if kill and not killed:
        sys.exit("no executor was killed: too few articles")
    return took


def differing(a, b):
    names = {os.path.relpath(os.path.join(d, f), x) for x in (a, b) for d, _, fs in os.walk(x) for f in fs if not f.endswith(".crc")}
    for name in sorted(names):
        one, other = os.path.join(a, name), os.path.join(b, name)
        if not (os.path.exists(one) and os.path.exists(other)):
            yield name + ": is in one only"
        elif name == "manifest.json":
            with open(one) as f, open(other) as g:
                if json.load(f)["verified"] != json.load(g)["verified"]:
                    yield name
        elif not filecmp.cmp(one, other, shallow=False):
            yield name


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--dyad", required=True)
    p.add_argument("--times", type=int, default=0)
    p.add_argument("--limit", type=int, default=0, help="read so many articles only")
    p.add_argument("--dyad-args", default="--scorer lexical")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    try:
        import pyspark  # noqa: F401
    except ImportError:
        print("SKIPPED: PySpark is not installed (pip install -r scale/spark/requirements.txt): the Spark job was not tested", file=sys.stderr)
        sys.exit(77)
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        print("SKIPPED: there is no Java (scale/spark/java.sh installs one): the Spark job was not tested", file=sys.stderr)
        sys.exit(77)
    records = list(read(a.files))
    records = records[: a.limit or None]
    top = tempfile.mkdtemp(prefix="dyad-spark-test-")
    try:
        one = os.path.join(top, "one")
        write(records, one)
        subprocess.run([a.dyad, "run", "--quiet", *a.dyad_args.split(), "--out", os.path.join(top, "plain"), one], check=True, stdout=subprocess.DEVNULL)
        took = spark(os.path.abspath(a.dyad), one, os.path.join(top, "spark"), a.dyad_args, True)
        bad = list(differing(os.path.join(top, "plain"), os.path.join(top, "spark")))
        print(f"{len(records)} articles, one of two executors killed: {took:.0f} s; files that differ: {bad or 'none'}")
        if a.times:
            many = os.path.join(top, "many")
            id_of = lambda r, k: dict(r, id=f"{r.get('id', '')}-{k}")
            write([id_of(r, k) for k in range(a.times) for r in records], many)
            first = spark(os.path.abspath(a.dyad), one, os.path.join(top, "again"), a.dyad_args, False)
            then = spark(os.path.abspath(a.dyad), many, os.path.join(top, "times"), a.dyad_args, False)
            print(f"{a.times} times the articles: {first:.0f} s, then {then:.0f} s: {then / first:.2f} times")
        sys.exit(1 if bad else 0)
    finally:
        shutil.rmtree(top, ignore_errors=True)


if __name__ == "__main__":
    main()
