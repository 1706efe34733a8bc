"""Serves a GGUF model by llama.cpp on this machine: python serve.py FILE PORT
(needs xllamacpp, which brings llama.cpp's server as a wheel)."""
import sys
import time

import xllamacpp

p = xllamacpp.CommonParams()
p.model.path = sys.argv[1]
p.n_ctx = 8192
p.n_parallel = 1
p.cpuparams.n_threads = 1
p.warmup = False
p.hostnames = ["127.0.0.1"]
p.port = int(sys.argv[2])
server = xllamacpp.Server(p)
print(server.listening_address, flush=True)
while True:
    time.sleep(60)
