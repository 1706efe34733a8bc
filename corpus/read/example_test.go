package read_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/seed-7a84ba5f/dyad/corpus/read"
)

func ExampleCollect() {
	dir, err := os.MkdirTemp("", "articles")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	text := " date 2020-10-11 Qasr News Agency: The Taliban welcomed the offer of talks, a spokesman said in Doha.\n"
	if err := os.WriteFile(filepath.Join(dir, "talks.txt"), []byte(text), 0o644); err != nil {
		log.Fatal(err)
	}
	c, err := read.Collect(context.Background(), []string{dir}, read.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range c.Articles {
		fmt.Println(a.ID, a.Date.ISO(), a.Date.Method)
		fmt.Printf("%s, by %s: %s\n", a.Source.Value, a.Source.Method, a.Source.Evidence)
	}
	// Output:
	// talks.txt 2020-10-11 marker
	// Qasr News Agency, by prefix: line 1: "Qasr News Agency:"
}
