package decode

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"
)

func TestEncodingsOfOtherScripts(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "corpus", "testdata", "languages.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var russian string
	for line := range strings.Lines(string(b)) {
		if text, ok := strings.CutPrefix(line, "ru\t"); ok {
			russian += text
		}
	}
	chinese := strings.Repeat("谈判代表星期二在海边的一家旅馆再次会面。没有人愿意说部队什么时候离开这个国家。商人说小麦价格连续第三周下跌。", 2)
	japanese := strings.Repeat("交渉担当者は火曜日に海辺のホテルで再び会った。部隊がいつ国を離れるかについては誰も話そうとしなかった。", 2)
	for name, text := range map[string]string{"windows-1251": russian, "koi8-r": russian, "gb18030": chinese, "shift_jis": japanese} {
		e, _ := charset.Lookup(name)
		b, err := e.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got, encoding, bad := Text(b)
		if bad != nil || got != text {
			t.Errorf("%s: %+v, read as %q: %.60q", name, bad, encoding, got)
		}
		if _, encoding, bad := Text([]byte(text[:len(text)-1] + "\xff" + text[:20])); bad == nil {
			t.Errorf("%s: damaged UTF-8 was read as %s", name, encoding)
		}
	}
}
