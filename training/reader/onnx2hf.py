"""Turns a BERT encoder that was exported to ONNX back into the folder that transformers reads.

Biases, LayerNorms and embeddings keep their names in the file; the matrices of products are nameless and transposed, so
they are named after the node that reads them (/encoder/layer.N/.../MatMul). The outcome is held against the ONNX file.
"""
import json, os, re
import onnx, onnxruntime, torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

SPECIAL = dict(unk_token="[UNK]", sep_token="[SEP]", pad_token="[PAD]", cls_token="[CLS]", mask_token="[MASK]")


def convert(source, tokenizer, out, layers, hidden, heads):
    """Writes the folder `out` from the files of the encoder and of its tokenizer; the last three describe the encoder."""
    graph = onnx.load(source).graph
    init = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {k: torch.tensor(v.copy()) for k, v in init.items() if re.match(r"(embeddings|encoder)\.", k)}
    for node in graph.node:
        for name in node.input if node.op_type == "MatMul" else ():
            if name in init:
                state[node.name.strip("/").rsplit("/", 1)[0].replace("/", ".") + ".weight"] = torch.tensor(init[name].T.copy())
    size = lambda k: state[k].shape[0]
    net = BertModel(BertConfig(vocab_size=size("embeddings.word_embeddings.weight"), hidden_size=hidden, num_hidden_layers=layers,
                               num_attention_heads=heads, intermediate_size=size("encoder.layer.0.intermediate.dense.weight"),
                               max_position_embeddings=size("embeddings.position_embeddings.weight")), add_pooling_layer=False)
    missing = [k for k in net.load_state_dict(state, strict=False).missing_keys if "position_ids" not in k]
    if missing:
        raise ValueError(f"{source} lacks {missing}")
    words = PreTrainedTokenizerFast(tokenizer_file=tokenizer, **SPECIAL)
    feed = words("The delegation praised the president's decision.", return_tensors="pt")
    session = onnxruntime.InferenceSession(source)
    want = session.run(None, {i.name: feed[i.name].numpy() for i in session.get_inputs()})[0]
    got = net.eval()(**feed).last_hidden_state.detach().numpy()
    if abs(want - got).max() > 1e-4:
        raise ValueError(f"{source}: the converted encoder differs by {abs(want - got).max()}")
    os.makedirs(out, exist_ok=True)
    net.save_pretrained(out)
    words.save_pretrained(out)
    vocab = json.load(open(tokenizer, encoding="utf-8"))["model"]["vocab"]
    with open(os.path.join(out, "vocab.txt"), "w", encoding="utf-8") as f:
        f.writelines(w + "\n" for w in sorted(vocab, key=vocab.get))
