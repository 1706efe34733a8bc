package study_test

import (
	"fmt"

	"github.com/seed-7a84ba5f/dyad/study"
)

func ExampleParse() {
	_, err := study.Parse("rivals.yaml", []byte(`version: 1
name: rivals
pair: [north, south]
actors:
  - {id: north, name: Northland, kind: country}
  - id: south
    name: Southland
    kind: country
    alias: [The South]
`))
	fmt.Println(err)
	// Output:
	// rivals.yaml:9:5: actors[1]: unknown key "alias"; is "aliases" meant?
}
