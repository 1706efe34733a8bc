"""Write an encoder's weights file from a HuggingFace-style BertModel.

    python export.py MODEL_DIR OUT                      (config.json, vocab.txt, weights)
    python export.py MODEL_DIR OUT --state FILE.pt      (weights of a torch file instead)
    python export.py MODEL_DIR OUT --extra FILE.pt      (further tensors, a dict of name: tensor)

export(state, config, extra, vocab, out) is the same as a function.

The file has the safetensors layout. Matrices are int8 with one float32 scale a row in NAME.scale
(w = int8 * scale, the largest value of the row is 127); biases and layer normalisations are float32.
Query, key and value are one matrix; the embedding of token type 0 is added to the positions.

The layers that read a layer normalisation have NAME.columns, factors for their inputs: a few inputs of BERT
are far larger than all others, and one step size for a row would be lost on these. As in SmoothQuant (Xiao
et al. 2023, alpha = .5) the factor moves half of the difference into the weights. The ranges of the inputs
are measured on random ids, so that no text is needed.
"""
import argparse
import json
import os
import struct

import numpy as np

FORMAT = "dyad-encoder/1"


def array(t):
    """A tensor or array as contiguous float32."""
    if hasattr(t, "detach"):
        t = t.detach().to("cpu").float().numpy()
    return np.ascontiguousarray(t, dtype=np.float32)


def quantise(w):
    """int8 values and float32 scales of the rows of a matrix."""
    top = np.abs(w).max(axis=1)
    scale = (top / np.float32(127)).astype(np.float32)
    inverse = np.divide(127, top, out=np.zeros_like(top, dtype=np.float64), where=top > 0)
    q = np.clip(np.rint(w.astype(np.float64) * inverse[:, None]), -127, 127).astype(np.int8)
    return q, scale


def put(out, name, value, top=None):
    """Add a tensor: quantised if it is a matrix whose name ends in weight.

    top, the largest sizes of the matrix's inputs, gives NAME.columns.
    """
    value = array(value)
    if top is not None:
        factor = np.sqrt(np.maximum(np.abs(value).max(axis=0), 1e-5) / np.maximum(top, 1e-4))
        # Steps of a quarter of an octave: the rounding of other processors does not show.
        factor = np.exp2(np.round(4 * np.log2(factor / np.median(factor))) / 4).astype(np.float32)
        out[name.removesuffix("weight") + "columns"] = factor
        value = value / factor
    if not np.isfinite(value).all():
        raise ValueError(f"{name} has values that are not finite")
    if value.ndim == 2 and name.endswith("weight"):
        out[name], out[name + ".scale"] = quantise(value)
    else:
        out[name] = value


def normalise(x, gamma, beta, eps):
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + eps) * gamma + beta


def input_ranges(get, config, sequences=40, length=42):
    """Largest sizes of the inputs of the qkv and ffn.in layers, over sequences of random ids."""
    words, positions = get("embeddings.word_embeddings.weight"), get("embeddings.position_embeddings.weight")
    rng = np.random.default_rng(1)
    # Frequent words have low ids: log-uniform, after the entries that are no words.
    low = len(words) // 15
    ids = low + np.exp(rng.uniform(0, np.log(len(words) - low), (sequences, length))).astype(int) - 1
    ids[:, 0], ids[:, -1] = (101, 102) if len(words) > 1000 else (0, 0)
    length = min(length, len(positions))
    eps, heads = config["layer_norm_eps"], config["num_attention_heads"]
    norm = lambda x, p: normalise(x, get(p + "LayerNorm.weight"), get(p + "LayerNorm.bias"), eps)
    dense = lambda x, p: x @ get(p + ".weight").T + get(p + ".bias")
    x = words[ids[:, :length]] + positions[:length] + get("embeddings.token_type_embeddings.weight")[0]
    x = norm(x, "embeddings.")
    out = {}
    for i in range(config["num_hidden_layers"]):
        p = f"encoder.layer.{i}."
        out[f"layer.{i}.attention.qkv.weight"] = np.abs(x).max((0, 1))
        split = lambda y: y.reshape(sequences, length, heads, -1).transpose(0, 2, 1, 3)
        q, k, v = (split(dense(x, f"{p}attention.self.{n}")) for n in ("query", "key", "value"))
        s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1])
        s = np.exp(s - s.max(-1, keepdims=True))
        c = (s / s.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(x.shape)
        x = norm(x + dense(c, f"{p}attention.output.dense"), f"{p}attention.output.")
        out[f"layer.{i}.ffn.in.weight"] = np.abs(x).max((0, 1))
        y = dense(x, f"{p}intermediate.dense")
        y = .5 * y * (1 + np.tanh(np.sqrt(2 / np.pi) * (y + .044715 * y ** 3)))  # near enough for a range
        x = norm(x + dense(y, f"{p}output.dense"), f"{p}output.")
    return out


def tensors(state, config):
    """The encoder's tensors under the names of the weights file."""
    state = {k.removeprefix("module.").removeprefix("bert."): v for k, v in state.items()}
    if config.get("hidden_act", "gelu") != "gelu":
        raise ValueError(f"hidden_act is {config['hidden_act']}: only gelu (by erf) is known")
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise ValueError("only absolute positions are known")
    get = lambda name: array(state[name])
    out, ranges = {}, input_ranges(get, config)
    put(out, "embeddings.word.weight", get("embeddings.word_embeddings.weight"))
    put(out, "embeddings.position.weight", get("embeddings.position_embeddings.weight")
        + get("embeddings.token_type_embeddings.weight")[0])
    put(out, "embeddings.norm.weight", get("embeddings.LayerNorm.weight"))
    put(out, "embeddings.norm.bias", get("embeddings.LayerNorm.bias"))
    for i in range(config["num_hidden_layers"]):
        src, dst = f"encoder.layer.{i}.", f"layer.{i}."
        for kind in ("weight", "bias"):
            qkv = [get(f"{src}attention.self.{p}.{kind}") for p in ("query", "key", "value")]
            name = f"{dst}attention.qkv.{kind}"
            put(out, name, np.concatenate(qkv), ranges.get(name))
            for a, b in (("attention.output.dense", "attention.output"),
                         ("attention.output.LayerNorm", "attention.norm"),
                         ("intermediate.dense", "ffn.in"), ("output.dense", "ffn.out"),
                         ("output.LayerNorm", "ffn.norm")):
                put(out, f"{dst}{b}.{kind}", get(f"{src}{a}.{kind}"), ranges.get(f"{dst}{b}.{kind}"))
    return out


def write(out, arrays, meta):
    """Write arrays in the safetensors layout; float32 data come first, so that they are aligned."""
    kinds = {"float32": "F32", "int8": "I8", "uint8": "U8"}
    header, blobs, at = {"__metadata__": meta}, [], 0
    for name in sorted(arrays, key=lambda n: (arrays[n].dtype.name != "float32", n)):
        a = arrays[name]
        blob = np.ascontiguousarray(a).astype(a.dtype.newbyteorder("<")).tobytes()
        header[name] = {"dtype": kinds[a.dtype.name], "shape": list(a.shape), "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(out, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for blob in blobs:
            f.write(blob)


def export(state, config, extra, vocab, out, meta=None):
    """Write a weights file.

    state   name -> tensor of a BertModel (a prefix "bert." or "module." is dropped)
    config  dict of the model's config.json
    extra   name -> tensor of heads and the like, or None: 2-D tensors named "...weight" are quantised
    vocab   list of entries in the order of their ids, or the path of vocab.txt
    out     path of the file to write
    meta    further metadata, str -> str, or None
    """
    if isinstance(vocab, (str, os.PathLike)):
        with open(vocab, encoding="utf-8") as f:
            vocab = f.read().removesuffix("\n").split("\n")
    arrays = tensors(state, config)
    rows = arrays["embeddings.word.weight"].shape[0]
    if len(vocab) != rows:
        raise ValueError(f"{len(vocab)} vocabulary entries for {rows} embeddings")
    for name, value in (extra or {}).items():
        if name in arrays or name == "vocab":
            raise ValueError(f"extra tensor {name} has the name of one of the encoder")
        put(arrays, name, value)
    arrays["vocab"] = np.frombuffer(("\n".join(vocab) + "\n").encode(), dtype=np.uint8)
    keys = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
            "max_position_embeddings", "layer_norm_eps")
    sizes = {k: config[k] for k in keys} | {"vocab_size": rows}
    write(out, arrays, (meta or {}) | {"format": FORMAT, "config": json.dumps(sizes, sort_keys=True)})


def load_state(path):
    """A state dict from a torch or safetensors file, or from a model's directory."""
    if os.path.isdir(path):
        names = ("model.safetensors", "pytorch_model.bin")
        path = next(p for p in (os.path.join(path, n) for n in names) if os.path.exists(p))
    if path.endswith(".safetensors"):
        from safetensors.numpy import load_file
        return load_file(path)
    import torch
    return torch.load(path, map_location="cpu", weights_only=True)


def main():
    parser = argparse.ArgumentParser(description="Write an encoder's weights file.")
    parser.add_argument("model", help="directory with config.json, vocab.txt and the weights")
    parser.add_argument("out")
    parser.add_argument("--state", help="file with the weights, in place of the directory's")
    parser.add_argument("--extra", help="torch file: a dict of further tensors")
    args = parser.parse_args()
    with open(os.path.join(args.model, "config.json"), encoding="utf-8") as f:
        config = json.load(f)
    extra = load_state(args.extra) if args.extra else None
    export(load_state(args.state or args.model), config, extra, os.path.join(args.model, "vocab.txt"), args.out)
    print(f"{args.out}: {os.path.getsize(args.out)} bytes")


if __name__ == "__main__":
    main()
