"""Time ONNX Runtime with the model of the Go benchmark: int8, one thread, 16 sequences of 30 ids.

    python bench_onnx.py MODEL_DIR|WEIGHTS.safetensors [WORK_DIR]

Of a file of dyad's weights it takes the sizes alone, and numbers by chance: they take as long. Exports the model to ONNX, quantises it dynamically and prints milliseconds a sentence by the clock and of
CPU time, the median of five rounds and the best, and the mean cosine of the pooled states of int8 with float32.
"""
import json
import os
import struct
import sys
import tempfile
import time

import numpy as np
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertConfig, BertModel


class States(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, mask):
        return self.model(input_ids=ids, attention_mask=mask).last_hidden_state


def load(path):
    if not path.endswith(".safetensors"):
        return BertModel.from_pretrained(path, attn_implementation="eager")
    with open(path, "rb") as f:
        head = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
    torch.manual_seed(1)
    return BertModel(BertConfig(**json.loads(head["__metadata__"]["config"]), attn_implementation="eager"))


def export(model_dir, work):
    model = States(load(model_dir)).eval()
    plain, small = os.path.join(work, "model.onnx"), os.path.join(work, "model.int8.onnx")
    ids = torch.ones(2, 8, dtype=torch.long)
    axes = {"ids": {0: "b", 1: "t"}, "mask": {0: "b", 1: "t"}, "states": {0: "b", 1: "t"}}
    torch.onnx.export(model, (ids, ids), plain, input_names=["ids", "mask"], output_names=["states"],
                      dynamic_axes=axes, opset_version=17, dynamo=False)
    quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    return plain, small


def session(path):
    o = ort.SessionOptions()
    o.intra_op_num_threads = o.inter_op_num_threads = 1
    return ort.InferenceSession(path, o, providers=["CPUExecutionProvider"])


def main():
    torch.set_num_threads(1)
    work = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
    plain, small = (os.path.join(work, n) for n in ("model.onnx", "model.int8.onnx"))
    if not os.path.exists(small):
        plain, small = export(sys.argv[1], work)
    ids = np.random.default_rng(1).integers(1000, 20000, (16, 30))
    feed = {"ids": ids, "mask": np.ones_like(ids)}
    pooled = []
    for name, path in (("float32", plain), ("int8", small)):
        s = session(path)
        pooled.append(s.run(None, feed)[0].mean(1))
        wall, cpu = [], []
        for _ in range(5):
            start = time.perf_counter(), time.process_time()
            for _ in range(10):
                s.run(None, feed)
            wall.append((time.perf_counter() - start[0]) / 160 * 1e3)
            cpu.append((time.process_time() - start[1]) / 160 * 1e3)
        wall.sort()
        cpu.sort()
        print(f"ONNX Runtime {ort.__version__} {name}, ms a sentence: median {wall[2]:.3f} best {wall[0]:.3f}; "
              f"CPU time median {cpu[2]:.3f} best {cpu[0]:.3f}")
    a, b = pooled
    cos = (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    print(f"int8 with float32: cosine mean {cos.mean():.5f} least {cos.min():.5f}")


if __name__ == "__main__":
    main()
