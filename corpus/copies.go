package corpus

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"
)

const minCopyWords = 8 // shorter texts agree by chance

// joinCopies puts articles with the same words into one story cluster. Case,
// space, punctuation, datelines, by-lines and newsletter lines do not matter.
// The head is the earliest, then the one with the smallest id.
func joinCopies(fs []finished) {
	clusters := map[[32]byte][]*Article{}
	for _, f := range fs {
		a := f.article
		a.ClusterID, a.IsClusterHead = a.ID, true
		if words := foldWords(f.prose); strings.Count(words, " ") >= minCopyWords-1 {
			key := sha256.Sum256([]byte(words))
			clusters[key] = append(clusters[key], a)
		}
	}
	for _, as := range clusters {
		head := slices.MinFunc(as, func(a, b *Article) int {
			return cmp.Or(strings.Compare(a.Date.day(), b.Date.day()), strings.Compare(a.ID, b.ID))
		})
		for _, a := range as {
			if a != head {
				a.ClusterID, a.IsClusterHead, a.CopyOf = head.ID, false, head.ID
			}
		}
	}
}
