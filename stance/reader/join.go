package reader

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/seed-7a84ba5f/dyad/stance"
)

//go:embed model/join.json
var joinJSON []byte

// BuiltinJoin returns how the rules' votes enter the reader's answers and how
// sure a row must be, as fitted by `dyad model fit`.
func BuiltinJoin() (stance.Join, error) {
	var j stance.Join
	if err := json.Unmarshal(joinJSON, &j); err != nil {
		return j, fmt.Errorf("reader: model/join.json: %w", err)
	}
	return j, nil
}

// NewScorer returns the default scorer: the reader with the rules beside it.
func NewScorer() (*stance.Combined, error) {
	r, err := New()
	if err != nil {
		return nil, err
	}
	l, err := stance.NewLexical()
	if err != nil {
		return nil, err
	}
	j, err := BuiltinJoin()
	if err != nil {
		return nil, err
	}
	return &stance.Combined{Reader: r, Lexical: l, Join: j}, nil
}
