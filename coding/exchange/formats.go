package exchange

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// --- csv: one row a code

func writeCSV(dir string, b *Bundle) error {
	rows := [][]string{{"unit", "coder", "name", "value"}}
	for _, c := range b.Codes {
		rows = append(rows, []string{strconv.Itoa(c.Unit), csvin.Guard(c.Coder), nameOf(c.Field, c.Target), csvin.Guard(c.Value)})
	}
	return writeRows(filepath.Join(dir, "codes.csv"), rows)
}

func readCSV(_ string, data []byte) ([]fileCode, error) {
	var out []fileCode
	err := eachRow(data, func(cell func(string) string, line int) {
		out = append(out, fileCode{unit: cell("unit"), text: cell("sentence"), coder: cell("coder"), name: cell("name"), value: cell("value"), line: line})
	}, func(line int, message string) { out = append(out, fileCode{unit: message, name: "?", line: line}) })
	return out, err
}

// --- JSON Lines, doccano and Potato: an object a unit

// lines writes objects, one a line.
func lines[T any](path string, list []T) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, x := range list {
		if err := e.Encode(x); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// readLines reads objects, one a line; a line that is none becomes a code that
// belongs to no unit.
func readLines[T any](data []byte, take func(x T, line int) []fileCode) ([]fileCode, error) {
	var out []fileCode
	in := bufio.NewScanner(bytes.NewReader(data))
	in.Buffer(nil, len(data)+1)
	for n := 1; in.Scan(); n++ {
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		var x T
		d := json.NewDecoder(bytes.NewReader(in.Bytes()))
		d.UseNumber()
		if err := d.Decode(&x); err != nil {
			out = append(out, fileCode{unit: err.Error(), name: "?", line: n})
			continue
		}
		out = append(out, take(x, n)...)
	}
	return out, in.Err()
}

type jsonUnit struct {
	Unit  int        `json:"unit"`
	DocID string     `json:"doc_id"`
	Text  string     `json:"text"`
	Codes []jsonCode `json:"codes"`
}

type jsonCode struct {
	Coder  string `json:"coder"`
	Field  string `json:"field"`
	Target string `json:"target,omitempty"`
	Value  string `json:"value"`
}

func writeJSONL(dir string, b *Bundle) error {
	codes := b.of("")
	var list []jsonUnit
	for i := range b.Units {
		u := jsonUnit{Unit: b.Units[i].ID, DocID: b.Units[i].DocID, Text: b.Units[i].Sentence, Codes: []jsonCode{}}
		for _, c := range codes[u.Unit] {
			u.Codes = append(u.Codes, jsonCode{c.Coder, c.Field, c.Target, c.Value})
		}
		list = append(list, u)
	}
	return lines(filepath.Join(dir, "codes.jsonl"), list)
}

func readJSONL(_ string, data []byte) ([]fileCode, error) {
	return readLines(data, func(u jsonUnit, n int) []fileCode {
		out := []fileCode{{unit: strconv.Itoa(u.Unit), text: u.Text, line: n}}
		for _, c := range u.Codes {
			out = append(out, fileCode{unit: strconv.Itoa(u.Unit), text: u.Text, coder: c.Coder, name: nameOf(c.Field, c.Target), value: c.Value, line: n})
		}
		return out
	})
}

// doccanoUnit is a text of doccano; unit and doc_id are metadata to it, which it
// keeps, as it does not keep ids.
type doccanoUnit struct {
	ID     int      `json:"id"`
	Text   string   `json:"text"`
	Label  []string `json:"label"`
	Unit   *int     `json:"unit,omitempty"`
	DocID  string   `json:"doc_id,omitempty"`
	Labels []string `json:"labels,omitempty"` // of older versions
}

func writeDoccano(dir string, b *Bundle) error {
	for _, coder := range b.coders() {
		codes := b.of(coder)
		var list []doccanoUnit
		for i := range b.Units {
			id := b.Units[i].ID
			u := doccanoUnit{ID: id, Text: b.Units[i].Sentence, Label: []string{}, Unit: &id, DocID: b.Units[i].DocID}
			for _, c := range codes[id] {
				u.Label = append(u.Label, nameOf(c.Field, c.Target)+"="+c.Value)
			}
			list = append(list, u)
		}
		if err := lines(filepath.Join(dir, coderFile(coder)+".jsonl"), list); err != nil {
			return err
		}
	}
	return nil
}

func readDoccano(name string, data []byte) ([]fileCode, error) {
	coder := coderOf(strings.TrimSuffix(path.Base(name), ".jsonl"))
	return readLines(data, func(u doccanoUnit, n int) []fileCode {
		id := u.ID
		if u.Unit != nil {
			id = *u.Unit
		}
		out := []fileCode{{unit: strconv.Itoa(id), text: u.Text, line: n}}
		for _, l := range append(u.Label, u.Labels...) {
			name, value, _ := strings.Cut(l, "=")
			out = append(out, fileCode{unit: strconv.Itoa(id), text: u.Text, coder: coder, name: name, value: value, line: n})
		}
		return out
	})
}

// potatoUnit is a line of a coder's annotated_instances.jsonl. The value of a
// label is a string or a truth value, by version.
type potatoUnit struct {
	ID       any                       `json:"id,omitempty"`
	Instance any                       `json:"instance_id,omitempty"`
	Text     string                    `json:"displayed_text"`
	Labels   map[string]map[string]any `json:"label_annotations"`
	Spans    []any                     `json:"span_annotations"`
}

func writePotato(dir string, b *Bundle) error {
	type input struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	}
	var texts []input
	for i := range b.Units {
		texts = append(texts, input{strconv.Itoa(b.Units[i].ID), b.Units[i].Sentence})
	}
	if err := lines(filepath.Join(dir, "units.jsonl"), texts); err != nil {
		return err
	}
	for _, coder := range b.coders() {
		codes := b.of(coder)
		var list []potatoUnit
		for i := range b.Units {
			u := potatoUnit{ID: strconv.Itoa(b.Units[i].ID), Text: b.Units[i].Sentence, Labels: map[string]map[string]any{}, Spans: []any{}}
			for _, c := range codes[b.Units[i].ID] {
				u.Labels[nameOf(c.Field, c.Target)] = map[string]any{c.Value: "1"}
			}
			if len(u.Labels) > 0 {
				list = append(list, u)
			}
		}
		if err := lines(filepath.Join(dir, "annotation_output", coderFile(coder), "annotated_instances.jsonl"), list); err != nil {
			return err
		}
	}
	return nil
}

func readPotato(name string, data []byte) ([]fileCode, error) {
	coder := coderOf(path.Base(path.Dir(name)))
	return readLines(data, func(u potatoUnit, n int) []fileCode {
		id := fmt.Sprint(cmp.Or(u.ID, u.Instance))
		out := []fileCode{{unit: id, text: u.Text, line: n}}
		for _, schema := range slices.Sorted(maps.Keys(u.Labels)) {
			var values []string
			for _, label := range slices.Sorted(maps.Keys(u.Labels[schema])) {
				if on := fmt.Sprint(u.Labels[schema][label]); on != "false" && on != "" && on != "0" {
					values = append(values, label)
				}
			}
			if len(values) > 0 {
				out = append(out, fileCode{unit: id, text: u.Text, coder: coder, name: schema, value: strings.Join(values, ";"), line: n})
			}
		}
		return out
	})
}

// --- Label Studio: tasks with choices, labels and texts

type labelTask struct {
	ID          int               `json:"id"`
	Data        map[string]any    `json:"data"`
	Annotations []labelAnnotation `json:"annotations"`
}

type labelAnnotation struct {
	By     any           `json:"completed_by"` // a number, or an object with an e-mail address
	Result []labelResult `json:"result"`
}

type labelResult struct {
	ID    string         `json:"id"`
	From  string         `json:"from_name"`
	To    string         `json:"to_name"`
	Type  string         `json:"type"`
	Value map[string]any `json:"value"`
}

func writeLabelStudio(dir string, b *Bundle) error {
	isSpans := b.isSpans()
	tasks := []labelTask{}
	codes := map[string]map[int][]Code{}
	for _, coder := range b.coders() {
		codes[coder] = b.of(coder)
	}
	for i := range b.Units {
		u := &b.Units[i]
		t := labelTask{ID: u.ID, Annotations: []labelAnnotation{}, Data: map[string]any{"text": u.Sentence, "unit": u.ID, "doc_id": u.DocID, "title": u.Title, "before": u.Before, "after": u.After}}
		for _, coder := range slices.Sorted(maps.Keys(codes)) {
			a := labelAnnotation{By: map[string]any{"email": coder}, Result: []labelResult{}}
			for _, c := range codes[coder][u.ID] {
				a.Result = append(a.Result, labelResults(u.Sentence, c, isSpans(c.Field))...)
			}
			if len(a.Result) > 0 {
				t.Annotations = append(t.Annotations, a)
			}
		}
		tasks = append(tasks, t)
	}
	data, err := json.MarshalIndent(tasks, "", " ")
	if err != nil {
		return err
	}
	config, err := labelConfig(b)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "config.xml"), config, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "tasks.json"), append(data, '\n'), 0o644)
}

func labelResults(text string, c Code, places bool) []labelResult {
	name := nameOf(c.Field, c.Target)
	r := labelResult{ID: name, From: name, To: "text", Type: "choices", Value: map[string]any{"choices": strings.Split(c.Value, ";")}}
	if !places {
		return []labelResult{r}
	}
	list, err := coding.ParseSpans(c.Value, len(text))
	if err != nil || len(list) == 0 {
		r.Type, r.Value = "textarea", map[string]any{"text": []string{c.Value}}
		return []labelResult{r}
	}
	var out []labelResult
	for i, s := range list {
		r.ID, r.Type = fmt.Sprintf("%s-%d", name, i), "labels"
		r.Value = map[string]any{"start": offset(text, s.Start, utf16Units), "end": offset(text, s.End, utf16Units), "text": text[s.Start:s.End], "labels": []string{name}}
		out = append(out, r)
	}
	return out
}

// labelConfig is the labelling interface of the codebook.
func labelConfig(b *Bundle) ([]byte, error) {
	book, err := coding.ParseCodebook(b.Codebook)
	if err != nil {
		return nil, err
	}
	names, err := b.names()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	escape := func(s string) string {
		var e bytes.Buffer
		_ = xml.EscapeText(&e, []byte(s)) // a buffer takes everything
		return e.String()
	}
	out.WriteString("<View>\n  <Text name=\"title\" value=\"$title\"/>\n  <Text name=\"before\" value=\"$before\"/>\n  <Text name=\"text\" value=\"$text\"/>\n  <Text name=\"after\" value=\"$after\"/>\n")
	for _, name := range names {
		field, _ := fieldOf(book, name)
		f := book.Field(field)
		fmt.Fprintf(&out, "  <Header value=\"%s\"/>\n", escape(f.Question))
		switch f.Type {
		case coding.One, coding.Many:
			fmt.Fprintf(&out, "  <Choices name=\"%s\" toName=\"text\" choice=\"%s\">\n", name, map[bool]string{true: "multiple", false: "single"}[f.Type == coding.Many])
			for _, v := range f.Values {
				fmt.Fprintf(&out, "    <Choice value=\"%s\"/>\n", escape(v.Value))
			}
			out.WriteString("  </Choices>\n")
		case coding.Spans:
			fmt.Fprintf(&out, "  <Labels name=\"%s\" toName=\"text\"><Label value=\"%s\"/></Labels>\n", name, name)
		default:
			fmt.Fprintf(&out, "  <TextArea name=\"%s\" toName=\"text\"/>\n", name)
		}
	}
	out.WriteString("</View>\n")
	return out.Bytes(), nil
}

func readLabelStudio(_ string, data []byte) ([]fileCode, error) {
	var tasks []labelTask
	if err := json.Unmarshal(data, &tasks); err != nil {
		return nil, err
	}
	var out []fileCode
	for n, t := range tasks {
		unit, text := fmt.Sprint(t.ID), fmt.Sprint(t.Data["text"])
		if u, ok := t.Data["unit"].(float64); ok {
			unit = strconv.Itoa(int(u))
		}
		out = append(out, fileCode{unit: unit, text: text, line: n + 1})
		for _, a := range t.Annotations {
			coder := fmt.Sprint(a.By)
			if who, ok := a.By.(map[string]any); ok {
				coder = fmt.Sprint(cmp.Or(who["email"], who["id"]))
			}
			places := map[string][][2]int{}
			for _, r := range a.Result {
				if r.Type == "labels" {
					start, _ := r.Value["start"].(float64)
					end, _ := r.Value["end"].(float64)
					places[r.From] = append(places[r.From], [2]int{int(start), int(end)})
					continue
				}
				out = append(out, fileCode{unit: unit, text: text, coder: coder, name: r.From, value: strings.Join(answered(r.Value), ";"), line: n + 1})
			}
			for _, name := range slices.Sorted(maps.Keys(places)) {
				out = append(out, fileCode{unit: unit, text: text, coder: coder, name: name, places: places[name], width: utf16Units, line: n + 1})
			}
		}
	}
	return out, nil
}

// answered gives what was chosen or written.
func answered(value map[string]any) []string {
	x := value["choices"]
	if x == nil {
		x = value["text"]
	}
	list, ok := x.([]any)
	if !ok {
		return []string{fmt.Sprint(x)}
	}
	var out []string
	for _, v := range list {
		out = append(out, fmt.Sprint(v))
	}
	return out
}

// --- brat: a text-bound annotation of the whole sentence with an attribute a
// code, one of its own a place

func writeBrat(dir string, b *Bundle) error {
	isSpans := b.isSpans()
	for _, coder := range b.coders() {
		folder := filepath.Join(dir, coderFile(coder))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		codes := b.of(coder)
		for i := range b.Units {
			u := &b.Units[i]
			base := filepath.Join(folder, fmt.Sprintf("unit-%d", u.ID))
			if err := os.WriteFile(base+".txt", []byte(u.Sentence), 0o644); err != nil {
				return err
			}
			if err := os.WriteFile(base+".ann", bratLines(u.Sentence, codes[u.ID], isSpans), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func bratLines(text string, codes []Code, isSpans func(string) bool) []byte {
	var b bytes.Buffer
	flat := strings.NewReplacer("\n", " ", "\t", " ").Replace
	for i, c := range codes {
		name := nameOf(c.Field, c.Target)
		if list, err := coding.ParseSpans(c.Value, len(text)); isSpans(c.Field) && err == nil && len(list) > 0 {
			for k, s := range list {
				fmt.Fprintf(&b, "T%d%03d\t%s %d %d\t%s\n", i+1, k, name, offset(text, s.Start, codePoint), offset(text, s.End, codePoint), flat(text[s.Start:s.End]))
			}
			continue
		}
		fmt.Fprintf(&b, "T%d\t%s 0 %d\t%s\nA%d\tvalue T%d %s\n", i+1, name, offset(text, len(text), codePoint), flat(text), i+1, i+1, strings.ReplaceAll(c.Value, " ", "\u00a0"))
	}
	return b.Bytes()
}

func readBrat(name string, data []byte) ([]fileCode, error) {
	unit, coder := strings.TrimSuffix(strings.TrimPrefix(path.Base(name), "unit-"), ".ann"), coderOf(path.Base(path.Dir(name)))
	type place struct {
		name string
		span [2]int
		text string
	}
	at, order, valued := map[string]place{}, []string(nil), map[string]bool{}
	var out []fileCode
	for n, line := range strings.Split(string(data), "\n") {
		cells := strings.Split(line, "\t")
		switch {
		case strings.HasPrefix(line, "T") && len(cells) == 3:
			var p place
			if _, err := fmt.Sscanf(cells[1], "%s %d %d", &p.name, &p.span[0], &p.span[1]); err != nil {
				return nil, fmt.Errorf("line %d: %q is no annotation of brat", n+1, line)
			}
			p.text = cells[2]
			at[cells[0]], order = p, append(order, cells[0])
		case strings.HasPrefix(line, "A") && len(cells) >= 2:
			words := strings.SplitN(cells[1], " ", 3)
			if len(words) != 3 || at[words[1]].name == "" {
				return nil, fmt.Errorf("line %d: %q is no attribute of brat", n+1, line)
			}
			valued[words[1]] = true
			out = append(out, fileCode{unit: unit, text: at[words[1]].text, coder: coder, name: at[words[1]].name, value: strings.ReplaceAll(words[2], "\u00a0", " "), line: n + 1})
		}
	}
	places := map[string][][2]int{}
	for _, id := range order {
		if !valued[id] {
			places[at[id].name] = append(places[at[id].name], at[id].span)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(places)) {
		out = append(out, fileCode{unit: unit, coder: coder, name: name, places: places[name], width: codePoint})
	}
	return out, nil
}

// --- quallmer: a table a coder, a row a unit, a column a field

func writeQuallmer(dir string, b *Bundle) error {
	names, err := b.names()
	if err != nil {
		return err
	}
	for _, coder := range b.coders() {
		codes := b.of(coder)
		rows := [][]string{append([]string{".id"}, names...)}
		for i := range b.Units {
			row := make([]string, len(names)+1)
			row[0] = strconv.Itoa(b.Units[i].ID)
			for _, c := range codes[b.Units[i].ID] {
				row[1+slices.Index(names, nameOf(c.Field, c.Target))] = csvin.Guard(c.Value)
			}
			if slices.ContainsFunc(row[1:], func(c string) bool { return c != "" }) {
				rows = append(rows, row)
			}
		}
		if err := writeRows(filepath.Join(dir, coderFile(coder)+".csv"), rows); err != nil {
			return err
		}
	}
	return nil
}

func readQuallmer(name string, data []byte) ([]fileCode, error) {
	coder := coderOf(strings.TrimSuffix(path.Base(name), ".csv"))
	var out []fileCode
	header := csvin.HeaderOf(data)
	if !slices.Contains(header, ".id") {
		return nil, fmt.Errorf("there is no column .id")
	}
	err := eachRow(data, func(cell func(string) string, line int) {
		for _, h := range header {
			if v := cell(h); v != "" && v != "NA" && !slices.Contains([]string{".id", "text", ""}, h) {
				out = append(out, fileCode{unit: cell(".id"), text: cell("text"), coder: coder, name: h, value: v, line: line})
			}
		}
	}, func(line int, message string) { out = append(out, fileCode{unit: message, name: "?", line: line}) })
	return out, err
}
