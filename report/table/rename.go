package table

import (
	"iter"
	"strings"
)

// SetCluster writes the story cluster of an article into its rows, with the articles
// that report the same event.
func (r *Record) SetCluster(head string, sameEvent []string) {
	a := &r.Article
	a.StoryClusterID, a.IsClusterHead, a.CopyOf = Clean(head), Clean(head) == a.DocID, ""
	if !a.IsClusterHead {
		a.CopyOf = a.StoryClusterID
	}
	a.SameEvent = Clean(strings.Join(sameEvent, "; "))
	for d := range r.details() {
		d.StoryClusterID = a.StoryClusterID
	}
}

// Rename gives an article another doc_id, in all that holds it.
func (r *Record) Rename(id string) {
	was := r.Article.DocID
	r.Article.DocID = Clean(id)
	for d := range r.details() {
		d.DocID = r.Article.DocID
	}
	rename := func(id *string) {
		if rest, ok := strings.CutPrefix(*id, was); ok {
			*id = r.Article.DocID + rest
		}
	}
	for i := range r.Portrayals {
		rename(&r.Portrayals[i].PortrayalID)
	}
	for i := range r.Judgments {
		rename(&r.Judgments[i].JudgmentID)
		rename(&r.Judgments[i].RelationID)
	}
	for i := range r.Relations {
		rename(&r.Relations[i].RelationID)
	}
}

// details gives what the rows of a record share.
func (r *Record) details() iter.Seq[*Detail] {
	return func(yield func(*Detail) bool) {
		for i := range r.Portrayals {
			if !yield(&r.Portrayals[i].Detail) {
				return
			}
		}
		for i := range r.Judgments {
			if !yield(&r.Judgments[i].Detail) {
				return
			}
		}
		for i := range r.Relations {
			if !yield(&r.Relations[i].Detail) {
				return
			}
		}
	}
}
