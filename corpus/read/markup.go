package read

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fieldTag is a tag as interfaces and content systems leave it in a field of a
// record. "<" before a number, or a name in brackets, is none.
var fieldTag = patterns.Pattern("field_tag")

// withoutTags gives the text of a field that holds HTML: blocks are paragraphs,
// what a page does not show is left out. A field without tags stays as it is.
func withoutTags(s string) string {
	if !strings.Contains(s, "<") || !fieldTag().MatchString(s) {
		return s
	}
	z := html.NewTokenizer(strings.NewReader(s))
	var sb strings.Builder
	hidden := false
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return strings.TrimSpace(sb.String())
		case html.TextToken:
			if !hidden {
				sb.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch tag := atom.Lookup(name); {
			case isHidden(tag):
				hidden = kind == html.StartTagToken
			case tag == atom.Br:
				sb.WriteString("\n")
			case isBlock(tag):
				sb.WriteString("\n\n")
			}
		}
	}
}
