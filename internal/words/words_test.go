package words_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

const file = `# name: test
class,doc,words
greeting,how people greet,hello|good day
number,words and what they are,one=1|two=2
`

func TestClass(t *testing.T) {
	f := words.New("test.csv", []byte(file))
	greeting, number := f.Class("greeting"), f.Class("number")
	if !greeting.Has("good day") || greeting.Has("Hello") || greeting.Has("") {
		t.Error("the class of greetings is wrong")
	}
	if number.Value("two") != "2" || number.Value("three") != "" || !number.Has("one") {
		t.Error("the class of numbers is wrong")
	}
	if want := []string{"hello", "good day"}; !slices.Equal(greeting.List(), want) {
		t.Errorf("%q, want %q", greeting.List(), want)
	}
	if err := f.Check(); err != nil {
		t.Error(err)
	}
}

func TestPattern(t *testing.T) {
	f := words.New("test.csv", []byte("name,doc,pattern\nday,a day,\"\\d{1,2}\"\nline,a line,^on {day}$\nline,another,^at {day}$\n"))
	lines := f.Patterns("line")
	if !lines()[0].MatchString("on 12") || lines()[0].MatchString("at 12") || !lines()[1].MatchString("at 3") || f.Pattern("line")() != lines()[0] && f.Pattern("line")().String() != lines()[0].String() {
		t.Error("the patterns are wrong")
	}
	if err := f.Check(); err != nil {
		t.Error(err)
	}
}

func TestCheck(t *testing.T) {
	for name, c := range map[string]struct{ data, ask, want string }{
		"missing":  {file, "farewell", `there is no "farewell"`},
		"unasked":  {file, "greeting", `nothing asks for "number"`},
		"empty":    {"class,doc,words\na,,b\n", "a", "empty"},
		"too wide": {"class,doc,words\na,b,c,d\n", "a", "line 2"},
	} {
		f := words.New("test.csv", []byte(c.data))
		f.Class(c.ask)
		if err := f.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
