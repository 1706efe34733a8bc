package validate

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// Krippendorff's example of twelve units and four coders: nominal alpha .743,
// whatever a package writes where there is no code, and in whatever form of CSV.
func TestGapsInCodes(t *testing.T) {
	const table = `item,anna,ben,cem,dora
u1,1,1,NA,1
u2,2,2,3,2
u3,3,3,3,3
u4,3,3,3,3
u5,2,2,2,2
u6,1,2,3,4
u7,4,4,4,4
u8,1,1,2,1
u9,2,2,2,2
u10,NA,5,5,5
u11,NA,NA,1,1
u12,NA,3,NA,NA
`
	coders := []string{"anna", "ben", "cem", "dora"}
	for name, text := range map[string]string{
		"NA": table, "nan": strings.ReplaceAll(table, "NA", "nan"), "a stop": strings.ReplaceAll(table, "NA", "."),
		"empty": strings.ReplaceAll(table, "NA", ""), "Excel": strings.ReplaceAll(table, "NA", "#N/A"), "pandas": strings.ReplaceAll(table, "NA", "<NA>"),
		"semicolons": "\ufeff" + strings.ReplaceAll(strings.ReplaceAll(table, ",", ";"), "\n", "\r\n"), "sep": "sep=;\n" + strings.ReplaceAll(table, ",", ";"),
		"tabs": strings.ReplaceAll(table, ",", "\t"), "quoted": strings.ReplaceAll(table, "u1,1", `"u1",1`),
	} {
		for metric, want := range map[stats.Metric]float64{stats.Nominal: .743, stats.Ordinal: .815, stats.Interval: .849} {
			vs, problems, err := ReadCodes(strings.NewReader(text), "c.csv", CodesOptions{Items: []string{"item"}, Coders: coders})
			if err != nil || len(problems) > 0 || len(vs) != 1 {
				t.Fatalf("%s: %v %v", name, err, problems)
			}
			rule := stats.DefaultRule()
			rule.Draws = 1
			rows, err := Agree(vs[0], AgreeOptions{Metric: metric, Rule: rule})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, r := range rows {
				if r.Coders == "all" && r.Category == "" && strings.HasPrefix(r.Name, "alpha") && (math.Abs(r.Value-want) > .0006 || r.Codes != 40) {
					t.Errorf("%s: %s %.4f of %d codes, want %.3f of 40", name, r.Name, r.Value, r.Codes, want)
				}
			}
		}
	}
}

func TestCodesOfOtherCountries(t *testing.T) {
	vs, problems, err := ReadCodes(strings.NewReader("item;coder;code\r\n1;a;-0,5\r\n1;b;\u22120,5\r\n2;a;0,25\r\n2;b;none\"\r\n3;a;1\r\n3;b;0.25\r\n"), "c.csv", CodesOptions{})
	if err != nil || len(vs) != 1 || fmt.Sprint(problems) != "[c.csv:5:9: a quotation mark stands within a cell that does not begin with one]" {
		t.Fatal(err, problems, vs)
	}
	if v := vs[0]; !v.Numeric || strings.Join(v.Labels, " ") != "-0.5 0.25 1" {
		t.Errorf("%+v", v)
	}
	for text, want := range map[string]string{"": "c.csv:1: there is no header row", "item,coder\n": "c.csv:1: there is no column code", "PK\x03\x04": "c.csv:1:1: is a workbook", "item,coder,code\n1,a,NA\n": "c.csv: has no codes"} {
		if _, _, err := ReadCodes(strings.NewReader(text), "c.csv", CodesOptions{}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Names that differ by what nobody sees are one; those that differ by capitals are told.
func TestCodesThatLookAlike(t *testing.T) {
	text := "item,coder,code\n1,anna,Good\n1 ,\"ben \",good\n2,anna,bad\n2,ben,bad\n"
	vs, problems, err := ReadCodes(strings.NewReader(text), "c.csv", CodesOptions{})
	if err != nil || len(vs) != 1 || len(vs[0].Items) != 2 || len(vs[0].Coders) != 2 {
		t.Fatal(vs, err)
	}
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), `"Good" and "good" differ by capitals only`) {
		t.Error(problems)
	}
}
