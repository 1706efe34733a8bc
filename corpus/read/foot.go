package read

import "strings"

// footOf gives the line at which the labels behind a text begin: the last
// paragraphs of lines[from:], each of which begins with one. A text may well have
// lines that begin like a label, "Source: a paper that was headed with one word";
// they are the foot's only where nothing but the foot follows.
func footOf(lines []exportLine, from int, isLabel func(line string) bool) int {
	foot := len(lines)
	for end := len(lines); end > from; {
		if strings.TrimSpace(lines[end-1].text) == "" {
			end--
			continue
		}
		start := end - 1
		for start > from && strings.TrimSpace(lines[start-1].text) != "" {
			start--
		}
		first := labelsFrom(lines[start:end], isLabel)
		if first < 0 {
			break
		}
		foot, end = start+first, start
		if first > 0 {
			break // the paragraph begins with text
		}
	}
	for foot < len(lines) && isSentence(lines[foot].text) { // the text ends with a line like a label
		next := foot + 1
		for next < len(lines) && !isLabel(lines[next].text) {
			next++
		}
		if next == len(lines) {
			break
		}
		foot = next
	}
	return foot
}

// labelsFrom gives the line of a paragraph from which on it is of the foot: 0
// where it begins with a label, the first of the labels that end it where it begins
// with text, -1 where there is none.
func labelsFrom(paragraph []exportLine, isLabel func(line string) bool) int {
	if isLabel(paragraph[0].text) {
		return 0
	}
	at := len(paragraph)
	for at > 0 && isLabel(paragraph[at-1].text) {
		at--
	}
	if at == len(paragraph) || len(paragraph)-at < 2 { // one line alone may be of the text
		return -1
	}
	return at
}

// isSentence reports whether the value of a line like a label reads like prose.
func isSentence(line string) bool {
	_, value, _ := headerOf(line)
	first, _, _ := strings.Cut(value, " ")
	return strings.HasSuffix(value, ".") && len(strings.Fields(value)) >= 5 && first == strings.ToLower(first) ||
		strings.HasSuffix(value, ".") && len(strings.Fields(value)) >= 8 && !strings.Contains(value, ";")
}
