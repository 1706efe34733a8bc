"""Makes a tiny llama of random weights, for trying protocol and grammar against a
real server: python make_tiny.py tiny.gguf (needs gguf and numpy)."""
import sys

import gguf
import numpy as np

EMBD, HEADS, FF, LAYERS, CTX = 64, 2, 128, 2, 8192
rng = np.random.default_rng(7)
w = gguf.GGUFWriter(sys.argv[1], "llama")
w.add_name("tiny-random")
w.add_context_length(CTX)
w.add_embedding_length(EMBD)
w.add_block_count(LAYERS)
w.add_feed_forward_length(FF)
w.add_head_count(HEADS)
w.add_head_count_kv(HEADS)
w.add_layer_norm_rms_eps(1e-5)
w.add_rope_dimension_count(EMBD // HEADS)
w.add_file_type(gguf.LlamaFileType.ALL_F32)

# A vocabulary of bytes and letters: one token a character.
tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{b:02X}>".encode() for b in range(256)]
types = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL] + [gguf.TokenType.BYTE] * 256
for c in ["▁"] + [chr(c) for c in range(33, 127)]:
    tokens.append(c.encode())
    types.append(gguf.TokenType.NORMAL)
scores = [0.0] * 259 + [-float(i) for i in range(len(tokens) - 259)]
w.add_tokenizer_model("llama")
w.add_token_list(tokens)
w.add_token_scores(scores)
w.add_token_types(types)
w.add_bos_token_id(1)
w.add_eos_token_id(2)
w.add_unk_token_id(0)
w.add_vocab_size(len(tokens))


def random(name, *shape):
    w.add_tensor(name, (rng.standard_normal(shape) * 0.3).astype(np.float32))


random("token_embd.weight", len(tokens), EMBD)
random("output.weight", len(tokens), EMBD)
w.add_tensor("output_norm.weight", np.ones(EMBD, np.float32))
for i in range(LAYERS):
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        random(f"blk.{i}.{name}.weight", EMBD, EMBD)
    random(f"blk.{i}.ffn_gate.weight", FF, EMBD)
    random(f"blk.{i}.ffn_up.weight", FF, EMBD)
    random(f"blk.{i}.ffn_down.weight", EMBD, FF)
    w.add_tensor(f"blk.{i}.attn_norm.weight", np.ones(EMBD, np.float32))
    w.add_tensor(f"blk.{i}.ffn_norm.weight", np.ones(EMBD, np.float32))
w.write_header_to_file()
w.write_kv_data_to_file()
w.write_tensors_to_file()
w.close()
