package study

import (
	"slices"
	"testing"
)

// A study file may begin with a byte order mark, and its names are those of
// the articles however they were typed.
func TestNamesArePlain(t *testing.T) {
	s, err := Parse("a.yaml", []byte("\ufeff# written by an editor that marks its files\nversion: 1\nname: p\nactors:\n  - {id: a, kind: person, name: \"Jose\u0301 Pen\u0303a\", aliases: [\"Pen\u0303a\", \"Donald\u00a0Pe\u00adnn\"]}\n  - {id: b, kind: organization, name: Société Générale}\npair: [a, b]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Actors[0]; got.Name != "José Peña" || !slices.Equal(got.Aliases, []string{"Peña", "Donald Penn"}) {
		t.Errorf("%q %q", got.Name, got.Aliases)
	}
}
