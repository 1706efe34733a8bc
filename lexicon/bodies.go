package lexicon

// BodyName is another name of a party, a body or a country.
type BodyName struct {
	Name  string // the full name, in lower case
	Alias string // as written
}

// BodyNames decodes a list of such names.
func BodyNames(l *List) ([]BodyName, error) {
	return decode(l, func(c *cursor) BodyName {
		return BodyName{c.required("name"), c.required("alias")}
	})
}
