package study

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

type node = map[string]any

func schemaRoot(t *testing.T) node {
	t.Helper()
	var root node
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	return root
}

// Every key of the structs is in the schema and the other way round, with a
// description each, and nothing else is allowed.
func TestSchemaMatchesStructs(t *testing.T) {
	root := schemaRoot(t)
	resolve := func(n node) node {
		if ref, ok := n["$ref"].(string); ok {
			return root["$defs"].(node)[strings.TrimPrefix(ref, "#/$defs/")].(node)
		}
		return n
	}
	var compare func(typ reflect.Type, n node, path string)
	compare = func(typ reflect.Type, n node, path string) {
		n = resolve(n)
		if n["description"] == nil {
			t.Errorf("%s: the schema has no description", path)
		}
		switch typ.Kind() {
		case reflect.Slice:
			items, ok := n["items"].(node)
			if !ok {
				t.Errorf("%s: a list here, not so in the schema", path)
				return
			}
			if typ.Elem().Kind() == reflect.Struct {
				compare(typ.Elem(), items, path+"[]")
			}
		case reflect.Struct:
			props, _ := n["properties"].(node)
			want := slices.Sorted(maps.Keys(keys(typ)))
			if diff := cmp.Diff(want, slices.Sorted(maps.Keys(props))); diff != "" {
				t.Errorf("%s: keys (-struct +schema):\n%s", path, diff)
				return
			}
			if n["additionalProperties"] != false {
				t.Errorf("%s: the schema allows unknown keys", path)
			}
			for key, f := range keys(typ) {
				if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != key {
					t.Errorf("%s.%s: the key in JSON is %q", path, key, name)
				}
				compare(f.Type, props[key].(node), path+"."+key)
			}
		}
	}
	compare(reflect.TypeFor[Study](), root, "study")
}

// The words that Validate allows and the defaults are those of the schema.
func TestSchemaMatchesValues(t *testing.T) {
	props := schemaRoot(t)["properties"].(node)
	enum := func(n any) []string {
		var out []string
		for _, v := range n.(node)["enum"].([]any) {
			out = append(out, v.(string))
		}
		return out
	}
	for key, want := range map[string][]string{"period": periods, "scope": scopes, "dedup": dedups,
		"weights": weights, "interval": intervals, "contrast_interval": contrastIntervals} {
		if diff := cmp.Diff(want, enum(props[key])); diff != "" {
			t.Errorf("%s (-Validate +schema):\n%s", key, diff)
		}
	}
	lexicon := schemaRoot(t)["$defs"].(node)["lexicon"].(node)["properties"].(node)
	for key, want := range map[string][]string{"role": lexiconRoles, "format": lexiconFormats} {
		if diff := cmp.Diff(want, enum(lexicon[key])); diff != "" {
			t.Errorf("lexicons[].%s (-Validate +schema):\n%s", key, diff)
		}
	}
	for key, items := range map[string]any{"languages": props["languages"].(node)["items"], "scorers": props["scorers"].(node)["items"].(node)["anyOf"].([]any)[0]} {
		want := map[string][]string{"languages": tongues, "scorers": scorers}[key]
		if diff := cmp.Diff(want, enum(items)); diff != "" {
			t.Errorf("%s (-Validate +schema):\n%s", key, diff)
		}
	}
	llm, exec := props["llm"].(node)["properties"].(node), props["exec"].(node)["properties"].(node)
	for key, want := range map[string][]string{"label_order": labelOrders, "network": llmNetworks} {
		if diff := cmp.Diff(want, enum(llm[key])); diff != "" {
			t.Errorf("llm.%s (-Validate +schema):\n%s", key, diff)
		}
	}
	if diff := cmp.Diff(execNetworks, enum(exec["network"])); diff != "" {
		t.Errorf("exec.network (-Validate +schema):\n%s", diff)
	}
	b := blank()
	for key, want := range map[string]any{"period": b.Period, "scope": b.Scope, "dedup": b.Dedup, "copy_days": float64(b.CopyDays), "event_days": float64(b.EventDays),
		"weights": b.Weights, "interval": b.Interval, "contrast_interval": b.Contrasts, "seed": float64(b.Seed)} {
		if got := props[key].(node)["default"]; got != want {
			t.Errorf("default of %s: schema %v, blank study %v", key, got, want)
		}
	}
}

func TestDefaultFitsSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	asJSON := func(y string) any {
		b, err := yaml.YAMLToJSON([]byte(y))
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if err := schema.Validate(asJSON(string(DefaultYAML()))); err != nil {
		t.Errorf("default.yaml: %v", err)
	}
	resolved, err := Default().Resolved()
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(asJSON(string(resolved))); err != nil {
		t.Errorf("the resolved default: %v", err)
	}
	for _, bad := range []string{"version: 1\nname: x\n", "version: 2\nname: x\npair: [a, b]\nactors: []\n",
		strings.Replace(string(DefaultYAML()), "period:", "perod:", 1)} {
		if schema.Validate(asJSON(bad)) == nil {
			t.Errorf("the schema lets this pass: %.60q", bad)
		}
	}
}
