// Command toy serves the scripted language model of the tests on this machine,
// to try dyad's scorer llm by hand. It is no model of anything.
//
//	go run ./.ci/llm/toy 127.0.0.1:8089 [logprobs]
package main

import (
	"log"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/seed-7a84ba5f/dyad/internal/toyllm"
)

func main() {
	if len(os.Args) < 2 {
		log.Fatal("usage: toy ADDRESS [logprobs]")
	}
	s := &http.Server{Addr: os.Args[1], ReadHeaderTimeout: time.Minute, Handler: &toyllm.Server{Logprobs: slices.Contains(os.Args[2:], "logprobs")}}
	log.Fatal(s.ListenAndServe())
}
