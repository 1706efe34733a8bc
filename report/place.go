package report

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// placeOf says where a sentence of an article lies.
func placeOf(a *corpus.Article, no, start, end int, chars *charIndex) Place {
	return Place{DocID: clean(a.ID), Source: clean(a.Source.Value), PublishDate: a.Date.ISO(), SentenceNo: no,
		ByteStart: start, ByteEnd: end, CharStart: chars.at(start), CharEnd: chars.at(end)}
}

// articlePlace are the columns that say in which article a sentence lies.
func articlePlace[T any](of func(*T) *Place) []field[T] {
	return []field[T]{
		text("doc_id", "of articles", "the article", func(r *T) *string { return &of(r).DocID }),
		text("source", "", "the news outlet; empty where it is not known", func(r *T) *string { return &of(r).Source }),
		date("publish_date", "day of publication; empty where it is not known", func(r *T) *string { return &of(r).PublishDate }),
	}
}

// sentenceNo is the column that says which sentence of the article it is.
func sentenceNo[T any](of func(*T) *Place) field[T] {
	return count("sentence_no", "", "number of the sentence; 0 is the title", func(r *T) *int { return &of(r).SentenceNo })
}

// sentenceSpan are the columns that say where in the canonical text it lies.
func sentenceSpan[T any](of func(*T) *Place) []field[T] {
	return []field[T]{
		count("byte_start", "bytes", "where the sentence begins in the canonical text", func(r *T) *int { return &of(r).ByteStart }),
		count("byte_end", "bytes", "where it ends, exclusive", func(r *T) *int { return &of(r).ByteEnd }),
		count("char_start", "code points", "where the sentence begins in the canonical text", func(r *T) *int { return &of(r).CharStart }),
		count("char_end", "code points", "where it ends, exclusive", func(r *T) *int { return &of(r).CharEnd }),
	}
}

// sentenceText is the column of the sentence itself.
func sentenceText[T any](at func(*T) *string) field[T] {
	return text("sentence", "", "the sentence; in CSV and XLSX each line break in it is written as one space", at)
}

// detailPlace are the columns that name a row of a detail table and say where it
// stands; kind is the letter that its id has before the number of the sentence.
func detailPlace[T any](name, kind string, id func(*T) *string, of func(*T) *Detail) []field[T] {
	place := func(r *T) *Place { return &of(r).Place }
	return slices.Concat(
		[]field[T]{text(name, "unique", "doc_id:"+kind+"<sentence_no>:<running number in the sentence>", id)},
		articlePlace(place),
		[]field[T]{
			text("story_cluster_id", "a doc_id", "the article's cluster of copies", func(r *T) *string { return &of(r).StoryClusterID }),
			sentenceNo(place),
			text("region", "title, body, subheading, tweet", "what the sentence is part of", func(r *T) *string { return &of(r).Region }),
		},
		sentenceSpan(place),
		[]field[T]{sentenceText(func(r *T) *string { return &of(r).Sentence })})
}

// countsField is the column that says whether a row counts in the headline.
func countsField[T any](meaning string, of func(*T) *Detail) field[T] {
	return truth("counts", meaning+"; made anew whenever tables are made", func(r *T) *bool { return &of(r).Counts })
}

// detailOf says where a row of a detail table stands.
func detailOf(a *corpus.Article, no int, region corpus.RegionKind, start, end int, chars *charIndex) Detail {
	return Detail{Place: placeOf(a, no, start, end, chars), StoryClusterID: clean(a.ClusterID), Region: string(region),
		Sentence: valid(cut(a.Text, start, end))}
}
