package table

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"path"
	"slices"
	"strings"
)

// packageFile describes the tables for programs, as a Data Package
// (https://datapackage.org, version 2).
const packageFile = "datapackage.json"

// dataPackage is datapackage.json. What is ours beside the standard is named
// in docs/tables.md: unit and decimals of a field, guardedColumns.
type dataPackage struct {
	Schema      string         `json:"$schema"`
	Name        string         `json:"name"`
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	Description string         `json:"description"`
	Version     string         `json:"version"`
	Resources   []dataResource `json:"resources"`
}

type dataResource struct {
	Name           string         `json:"name"`
	Type           string         `json:"type"`
	Path           string         `json:"path"`
	Format         string         `json:"format"`
	MediaType      string         `json:"mediatype"`
	Encoding       string         `json:"encoding,omitempty"`
	Bytes          int64          `json:"bytes"`
	Hash           string         `json:"hash"`
	Description    string         `json:"description"`
	Dialect        map[string]any `json:"dialect,omitempty"`
	GuardedColumns []string       `json:"guardedColumns,omitempty"`
	Schema         dataSchema     `json:"schema"`
}

type dataSchema struct {
	Schema        string        `json:"$schema"`
	Fields        []dataField   `json:"fields"`
	MissingValues []string      `json:"missingValues"`
	PrimaryKey    []string      `json:"primaryKey,omitempty"`
	ForeignKeys   []dataForeign `json:"foreignKeys,omitempty"`
}

type dataField struct {
	Name        string         `json:"name"`
	Type        string         `json:"type"`
	Format      string         `json:"format,omitempty"`
	Description string         `json:"description"`
	Unit        string         `json:"unit,omitempty"`
	Decimals    int            `json:"decimals,omitempty"`
	Constraints map[string]any `json:"constraints,omitempty"`
}

type dataForeign struct {
	Fields    []string      `json:"fields"`
	Reference dataReference `json:"reference"`
}

type dataReference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

const dataProfiles = "https://datapackage.org/profiles/2.0/"

// addPackage adds datapackage.json for the files of tables that are there.
func (f *Folder) addPackage(runID string, study json.RawMessage, tables []Grid) {
	if f.Err != nil {
		return
	}
	p := dataPackage{Schema: dataProfiles + "datapackage.json", Name: "dyad-" + runID, ID: runID,
		Title:       strings.TrimSpace("Tables of a run of dyad: " + StudyName(study)),
		Description: "How each news source frames the relationship between two actors. Empty means missing and never 0.",
		Version:     schemaVersion(), Resources: []dataResource{}}
	keys := map[string][]string{}
	for _, g := range tables {
		keys[g.Table().Name] = g.Table().Key
	}
	for _, g := range tables {
		for _, out := range f.Outputs {
			if res, ok := resourceOf(g.Table(), out, keys); ok {
				p.Resources = append(p.Resources, res)
			}
		}
	}
	f.Add(packageFile, 0, func(w io.Writer) error {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(p); err != nil {
			return err
		}
		_, err := w.Write(b.Bytes())
		return err
	})
}

// resourceOf describes a file if it holds the table. The table's file in the
// first format has the table's name; files in others add the format.
func resourceOf(t Table, out Output, keys map[string][]string) (dataResource, bool) {
	format := Format(strings.TrimPrefix(path.Ext(out.File), "."))
	if !slices.Contains(Formats(), format) || out.File != t.File(format) && !(format == XLSX && out.File == workbookFile) {
		return dataResource{}, false
	}
	res := dataResource{Name: t.Name, Type: "table", Path: out.File, Format: string(format), Bytes: out.Size,
		Hash: "sha256:" + out.SHA256, Description: t.Meaning, Schema: schemaOf(t, format, keys)}
	if format != CSV {
		res.Name += "-" + string(format)
	}
	switch format {
	case CSV:
		res.MediaType, res.Encoding = "text/csv", "utf-8"
		res.Dialect = map[string]any{"delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true, "header": true}
	case JSONL:
		res.MediaType, res.Encoding = "application/jsonl", "utf-8"
	case XLSX:
		res.MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		res.Dialect = map[string]any{"sheetName": t.Name}
	case Parquet:
		res.MediaType = "application/vnd.apache.parquet"
	}
	for _, c := range t.Columns {
		if out.Guarded[c.Name] > 0 {
			res.GuardedColumns = append(res.GuardedColumns, c.Name)
		}
	}
	return res, true
}

func schemaOf(t Table, format Format, keys map[string][]string) dataSchema {
	s := dataSchema{Schema: dataProfiles + "tableschema.json", MissingValues: []string{""}, PrimaryKey: t.Key}
	for _, c := range t.Columns {
		s.Fields = append(s.Fields, fieldOf(c))
		if other, ok := strings.CutPrefix(c.Range, "of "); ok && len(keys[other]) == 1 {
			if format != CSV {
				other += "-" + string(format)
			}
			s.ForeignKeys = append(s.ForeignKeys, dataForeign{Fields: []string{c.Name},
				Reference: dataReference{Resource: other, Fields: keys[strings.TrimPrefix(c.Range, "of ")]}})
		}
	}
	return s
}

func fieldOf(c Column) dataField {
	types := map[Type]string{Text: "string", Int: "integer", Float: "number", Bool: "boolean", Date: "date"}
	f := dataField{Name: c.Name, Type: types[c.Type], Description: c.Meaning, Unit: c.Unit, Decimals: c.Decimals,
		Constraints: map[string]any{}}
	if c.Required {
		f.Constraints["required"] = true
	}
	if values := c.Values(); values != nil {
		f.Constraints["enum"] = values
	}
	if c.Type == Int || c.Type == Float {
		for name, limit := range map[string]float64{"minimum": c.Low, "maximum": c.High} {
			if !math.IsInf(limit, 0) {
				f.Constraints[name] = limit
			}
		}
	}
	return f
}
