package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLanguages asks for the language of texts as long as short news items,
// ten sentences in each of eight languages, and of three sentences, where those
// are long enough to be judged at all.
func TestLanguages(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "languages.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	sentences := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		code, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
		sentences[code] = append(sentences[code], text)
	}
	wrong, surelyWrong := 0, 0
	for code, ss := range sentences {
		if got := detectLanguage(strings.Join(ss, " ")); got.Code != code || got.Prob < languageSure {
			t.Errorf("%s: %+v", code, got)
		}
		for i := range ss {
			got := detectLanguage(ss[i] + " " + ss[(i+1)%len(ss)] + " " + ss[(i+2)%len(ss)])
			if got.Code == code || got.Code == "" {
				continue
			}
			if wrong++; got.Prob >= languageSure && (code == "en" || got.Code == "en") {
				surelyWrong++
			}
		}
	}
	if wrong > 6 || surelyWrong > 0 {
		t.Errorf("three sentences: %d of 80 wrong, %d surely wrong about English", wrong, surelyWrong)
	}
}
