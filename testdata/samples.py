"""What make_formats.py and make_exports.py share: they write files into the folder that is
their argument, and what must be read of each into a file beside them."""
import json, os, sys

OUT = sys.argv[1]
os.makedirs(OUT, exist_ok=True)
expected = []


def text(a, sep="\n\n"):
    return sep.join(a["paras"])


def want(file, format, articles=(), problems=(), role="articles", told=""):
    expected.append(dict(file=file, format=format, role=role, articles=list(articles), problems=list(problems), told=told))


def write(name, data):
    if isinstance(data, str):
        data = data.encode("utf-8")
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data)


def finish(name):
    write(name, json.dumps(expected, ensure_ascii=False, indent=1) + "\n")
    print(len(expected), "files")
