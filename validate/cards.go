package validate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// Card is what is known of a model that is built in. Each package that
// embeds one keeps the card beside it.
type Card struct {
	Name        string             `json:"name"`
	Does        string             `json:"does"`
	Package     string             `json:"package"`
	File        string             `json:"file"`
	SHA256      string             `json:"sha256"` // of the file; not in the card itself
	Licence     string             `json:"licence"`
	LicenceFile string             `json:"licence_file"`
	TrainedOn   []CardData         `json:"trained_on"`
	Rebuild     string             `json:"rebuild"`
	MeasuredOn  string             `json:"measured_on"`
	Figures     map[string]float64 `json:"figures"`
	Measure     string             `json:"measure"`
}

// CardData is a file that a model was trained on.
type CardData struct {
	Data      string `json:"data"`
	SHA256    string `json:"sha256"`
	Licence   string `json:"licence"`
	Reference string `json:"reference"`
}

// Cards gives the cards of all models, in order of their names.
func Cards() ([]Card, error) {
	ours, err := ReaderCard()
	if err != nil {
		return nil, err
	}
	var parser Card
	if err := json.Unmarshal([]byte(parse.Card()), &parser); err != nil {
		return nil, fmt.Errorf("card of a model: %w", err)
	}
	parser.SHA256 = parse.Hash()
	return []Card{ours, parser}, nil
}

// ReaderCard is the card of the reader: what the metadata of the weights says
// under the key card, with the figures that were measured of it.
func ReaderCard() (Card, error) {
	r, err := reader.New()
	if err != nil {
		return Card{}, err
	}
	c := Card{Name: "reader", Does: r.Describe().Doc, Package: "stance/reader", File: "stance/reader/model/reader.safetensors",
		Licence: "not said by the weights"}
	if card := r.Card("card"); card != "" {
		if err := json.Unmarshal([]byte(card), &c); err != nil {
			return c, fmt.Errorf("card of the reader: %w", err)
		}
	}
	c.SHA256, c.Measure = r.Hash(), "dyad model eval reader"
	s, err := pipeline.NewScorer("reader")
	if err != nil {
		return c, err
	}
	c.Figures, c.MeasuredOn, err = readFigures(reader.Figures(), s.Describe().Version)
	return c, err
}

// readFigures gives the figures of a table of measures that a card shows, and
// says of which version of the scorer they are.
func readFigures(table []byte, version string) (map[string]float64, string, error) {
	list, err := ReadMetricsCSV(bytes.NewReader(table), "figures.csv")
	if err != nil || len(list) == 0 {
		return nil, "nothing yet", err
	}
	out, of := map[string]float64{}, ""
	for _, one := range list {
		for _, m := range one.Metrics {
			kind, head, _ := strings.Cut(m.Scorer, "/")
			if kind == "reader" && m.Class == "" && onCard(m.Name) && !math.IsNaN(m.Value) {
				of = one.From.Versions[m.Scorer]
				out[strings.Join(strings.Fields(m.Task+" "+head+" "+m.Name), "_")] = m.Value
			}
		}
	}
	on := "the coded sentences and gold sets that the names say"
	if of != version {
		on += ", with another version of the scorer (" + of + ")"
	}
	return out, on, nil
}

// onCard reports whether a measure is one by which models are compared.
func onCard(metric string) bool {
	return strings.HasSuffix(metric, "macro_f1") || slices.Contains([]string{"pearson", "ece", "ece_if_calibrated", "written_ece", "triple_f1", "pair_f1"}, metric)
}

// Write writes a card for people.
func (c *Card) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", c.Name, c.Does)
	fmt.Fprintf(&b, "  file       %s\n  sha256     %s\n  licence    %s", c.File, c.SHA256, c.Licence)
	if c.LicenceFile != "" {
		fmt.Fprintf(&b, " (%s)", c.LicenceFile)
	}
	b.WriteByte('\n')
	for _, d := range c.TrainedOn {
		fmt.Fprintf(&b, "  made from  %s\n             %s; %s\n             sha256 %s\n", d.Data, d.Licence, d.Reference, d.SHA256)
	}
	var figures []string
	for _, name := range slices.Sorted(maps.Keys(c.Figures)) {
		figures = append(figures, fmt.Sprintf("%s %.3f", name, c.Figures[name]))
	}
	if len(figures) > 0 {
		fmt.Fprintf(&b, "  measured   %s\n             %s\n", strings.Join(figures, ", "), c.MeasuredOn)
	} else {
		fmt.Fprintf(&b, "  measured   %s\n", c.MeasuredOn)
	}
	fmt.Fprintf(&b, "  again      %s\n", c.Measure)
	if c.Rebuild != "" {
		fmt.Fprintf(&b, "  rebuild    %s\n", c.Rebuild)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteCards writes cards for people, or as JSON.
func WriteCards(w io.Writer, cards []Card, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(cards)
	}
	for i := range cards {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := cards[i].Write(w); err != nil {
			return err
		}
	}
	return nil
}
