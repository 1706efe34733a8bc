package exchange

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/coding"
)

// The document of a coder holds the sentences of all units, one a line; each is
// an annotation Sentence and one Unit with its number, and each code an
// annotation Code with name and value: over the sentence, or over a place in it.

// xmiTypes is TypeSystem.xml: the two custom layers.
const xmiTypes = `<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">
  <types>
    <typeDescription>
      <name>de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence</name>
      <description/>
      <supertypeName>uima.tcas.Annotation</supertypeName>
    </typeDescription>
    <typeDescription>
      <name>webanno.custom.Unit</name>
      <description>a sentence to code</description>
      <supertypeName>uima.tcas.Annotation</supertypeName>
      <features>
        <featureDescription><name>unit</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
      </features>
    </typeDescription>
    <typeDescription>
      <name>webanno.custom.Code</name>
      <description>the code of a field</description>
      <supertypeName>uima.tcas.Annotation</supertypeName>
      <features>
        <featureDescription><name>field</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
        <featureDescription><name>value</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
      </features>
    </typeDescription>
  </types>
</typeSystemDescription>
`

func writeXMI(dir string, b *Bundle) error {
	if err := os.WriteFile(filepath.Join(dir, "TypeSystem.xml"), []byte(xmiTypes), 0o644); err != nil {
		return err
	}
	for _, coder := range b.coders() {
		if err := os.WriteFile(filepath.Join(dir, coderFile(coder)+".xmi"), xmiOf(b, coder), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// xmiWriter collects the annotations of a document.
type xmiWriter struct {
	bytes.Buffer
	ids []string
}

// add adds an annotation; features are names and values in turn.
func (w *xmiWriter) add(kind string, begin, end int, features ...string) {
	id := strconv.Itoa(len(w.ids) + 2)
	w.ids = append(w.ids, id)
	fmt.Fprintf(w, "  <%s xmi:id=\"%s\" sofa=\"1\" begin=\"%d\" end=\"%d\"", kind, id, begin, end)
	for i := 0; i+1 < len(features); i += 2 {
		fmt.Fprintf(w, " %s=\"", features[i])
		_ = xml.EscapeText(w, []byte(features[i+1])) // a buffer takes everything
		w.WriteByte('"')
	}
	w.WriteString("/>\n")
}

func xmiOf(b *Bundle, coder string) []byte {
	var w xmiWriter
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore" ` +
		`xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
`)
	var text strings.Builder
	at, isSpans, codes := 0, b.isSpans(), b.of(coder)
	var parts xmiWriter
	for i := range b.Units {
		u := &b.Units[i]
		end := at + offset(u.Sentence, len(u.Sentence), utf16Units)
		parts.add("type:Sentence", at, end)
		parts.add("custom:Unit", at, end, "unit", strconv.Itoa(u.ID))
		for _, c := range codes[u.ID] {
			list, err := coding.ParseSpans(c.Value, len(u.Sentence))
			if !isSpans(c.Field) || err != nil || len(list) == 0 {
				parts.add("custom:Code", at, end, "field", nameOf(c.Field, c.Target), "value", c.Value)
				continue
			}
			for _, s := range list {
				parts.add("custom:Code", at+offset(u.Sentence, s.Start, utf16Units), at+offset(u.Sentence, s.End, utf16Units), "field", nameOf(c.Field, c.Target))
			}
		}
		text.WriteString(u.Sentence + "\n")
		at = end + 1
	}
	parts.add("tcas:DocumentAnnotation", 0, at, "language", "en")
	w.Write(parts.Bytes())
	w.WriteString(`  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="`)
	_ = xml.EscapeText(&w, []byte(text.String()))
	fmt.Fprintf(&w, "\"/>\n  <cas:View sofa=\"1\" members=\"%s\"/>\n</xmi:XMI>\n", strings.Join(parts.ids, " "))
	return w.Bytes()
}

// xmiFile is what is read of a document.
type xmiFile struct {
	Units []xmiMark `xml:"http:///webanno/custom.ecore Unit"`
	Codes []xmiMark `xml:"http:///webanno/custom.ecore Code"`
	Sofa  struct {
		Text string `xml:"sofaString,attr"`
	} `xml:"http:///uima/cas.ecore Sofa"`
}

// xmiMark is an annotation.
type xmiMark struct {
	Begin int    `xml:"begin,attr"`
	End   int    `xml:"end,attr"`
	Unit  string `xml:"unit,attr"`
	Field string `xml:"field,attr"`
	Value string `xml:"value,attr"`
}

func readXMI(name string, data []byte) ([]fileCode, error) {
	var x xmiFile
	// INCEpTION writes XML 1.1, for control characters in texts; Go reads 1.0.
	if head, rest, ok := bytes.Cut(data, []byte("?>")); ok {
		data = slices.Concat(bytes.Replace(head, []byte(`version="1.1"`), []byte(`version="1.0"`), 1), []byte("?>"), rest)
	}
	if err := xml.Unmarshal(data, &x); err != nil {
		return nil, err
	}
	coder, places := coderOf(strings.TrimSuffix(path.Base(name), ".xmi")), offsets16(x.Sofa.Text)
	var out []fileCode
	starts := make([]int, len(x.Units))
	at := map[[2]string]int{} // the places of one field in one unit are one code
	slices.SortFunc(x.Units, func(a, b xmiMark) int { return cmp.Compare(a.Begin, b.Begin) })
	for i, u := range x.Units {
		starts[i] = u.Begin
		if u.Begin < 0 || u.End > len(places)-1 || u.Begin >= u.End {
			return nil, fmt.Errorf("unit %q lies at %d-%d, outside of the text", u.Unit, u.Begin, u.End)
		}
		out = append(out, fileCode{unit: u.Unit, text: x.Sofa.Text[places[u.Begin]:places[u.End]], line: 1})
	}
	for _, c := range x.Codes {
		i, found := slices.BinarySearch(starts, c.Begin)
		if !found {
			i-- // the unit that begins before it
		}
		if i < 0 || c.End > x.Units[i].End {
			out = append(out, fileCode{unit: fmt.Sprintf("at %d-%d", c.Begin, c.End), name: c.Field, line: 1})
			continue
		}
		u := x.Units[i]
		g := fileCode{unit: u.Unit, text: out[i].text, coder: coder, name: c.Field, value: c.Value, line: 1}
		if c.Value != "" {
			out = append(out, g)
			continue
		}
		key := [2]string{u.Unit, c.Field}
		k, ok := at[key]
		if !ok {
			k, at[key] = len(out), len(out)
			g.width = utf16Units
			out = append(out, g)
		}
		out[k].places = append(out[k].places, [2]int{c.Begin - u.Begin, c.End - u.Begin})
	}
	return out, nil
}

// offsets16 gives the byte of each UTF-16 code unit of a text, and its end.
func offsets16(text string) []int {
	var out []int
	for at, r := range text {
		out = append(out, at)
		if r > 0xffff {
			out = append(out, at)
		}
	}
	return append(out, len(text))
}
