package corpus

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

const (
	languageSample   = 800 // bytes of the text that the detector sees
	languageMinWords = 20  // shorter texts are not judged
	languageSure     = 0.8 // confidence from which a text is left out for its language

	// englishShare is the share of the commonest English words from which a text is English:
	// a fourth of the words of news are, and not a twentieth of those of any other language. The
	// detector tries forty, and takes two hundred times as long.
	englishShare = 0.15
)

// detectLanguage tells the language of a text from its beginning. A text that
// is too short has none.
func detectLanguage(prose string) Language {
	sample := prose
	if len(sample) > languageSample {
		cut := languageSample
		for !utf8.RuneStart(sample[cut]) {
			cut--
		}
		sample = sample[:cut]
	}
	if !wordsReach(languageMinWords, sample) && !longWithoutSpaces(sample) {
		return Language{}
	}
	if CommonShare(sample) >= englishShare {
		return Language{Code: "en", Method: ByDetection, Prob: 1}
	}
	info := whatlanggo.Detect(sample)
	code := info.Lang.Iso6391()
	if info.Lang == whatlanggo.Pes {
		code = "fa" // the library knows Persian and not its code
	}
	if code == "" {
		return Language{}
	}
	return Language{Code: code, Method: ByDetection, Prob: info.Confidence}
}

// longestCommon is more bytes than the longest of the commonest words has.
const longestCommon = 8

// CommonShare returns the share of the words of a text that are among the commonest of English.
func CommonShare(text string) float64 {
	var word [longestCommon]byte
	words, common, n := 0, 0, 0
	end := func() {
		if n == 0 {
			return
		}
		if words++; n < longestCommon && commonWords.Has(string(word[:n])) {
			common++
		}
		n = 0
	}
	for i := 0; i < len(text); i++ {
		switch c := lower(text[i]); {
		case c >= 'a' && c <= 'z' || c >= utf8.RuneSelf:
			if n < longestCommon {
				word[n] = c
				n++
			}
		default:
			end()
		}
	}
	end()
	return float64(common) / float64(max(words, 1))
}

// longWithoutSpaces reports whether a text is long and in a script that puts
// no spaces between words.
func longWithoutSpaces(s string) bool {
	return utf8.RuneCountInString(s) >= 60 && strings.Count(s, " ")*20 < len(s)
}

// decideLanguage takes what the record says, else what the text shows, and
// says whether the article is outside the languages that are kept.
func (r *Record) decideLanguage(prose string, kept []string) (lang Language, excluded bool) {
	lang = detectLanguage(prose)
	if code, _, _ := strings.Cut(r.Language, "-"); len(code) == 2 {
		if lang.Code != "" && lang.Code != code && lang.Prob >= languageSure {
			r.Warn("the record says language %q, the text looks like %q", code, lang.Code)
		}
		lang = Language{Code: code, Method: ByRecord, Prob: 1}
	}
	if len(kept) == 0 || lang.Code == "" || slices.Contains(kept, lang.Code) {
		return lang, false
	}
	if lang.Prob < languageSure {
		r.Warn("the language may be %q (confidence %.2f); kept, as this is not sure", lang.Code, lang.Prob)
		return lang, false
	}
	return lang, true
}

// LanguageCode gives the ISO 639-1 code of a language as exports name it:
// "en", "en-US", "EN", "English".
func LanguageCode(said string) string {
	said = strings.ToLower(strings.TrimSpace(said))
	if code := languageNamed.Value(said); code != "" {
		return code
	}
	return strings.ReplaceAll(said, "_", "-")
}
