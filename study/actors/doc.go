// Package actors is the catalogue of actors from which a study file of a pair
// is written: heads of state and government, ministers, candidates, parties,
// movements, bodies and countries of 1990 to 2026.
//
// The data stand in data/*.csv, one actor a line, in the columns
//
//	name     the name in tables; the id in a study is made from it
//	sort     female or male (a person), party, movement, body
//	country  a name of data/countries.csv, or empty; offices are of it
//	aliases  other names, with "; " between them. A last name stands here only
//	         where it hardly means anybody else: the last name alone is found
//	         anyway once an article has given the whole one
//	offices  "TITLE FROM/TO" with "; " between them, open where a side is
//	         empty. A day may be left out (1999 or 1999-05: the whole of it).
//	         TITLE* leads a government, TITLE+ serves whoever leads the country
//	         then; TITLE (A|B) is of A or B rather than of the country, and
//	         TITLE () of nothing, so that the title must stand alone
//	not      longer names that hold an alias and are somebody else. Full names of
//	         others of the catalogue are added where they hold an alias
//	nominals phrases that mean the actor once it has been named
//	members  people and bodies that speak for it, "NAME|ALIAS (f) FROM/TO"; what
//	         the catalogue knows of NAME is added. (f), (m) or (b): a body
//	checked  how the line was checked: "shared data" where names and offices are
//	         from public lists of US officials (congress-legislators, CC0),
//	         "general knowledge" for the rest; "read twice" where a second
//	         reader went through sex, names, aliases, offices and dates of
//	         the line, and corrected them. Neither had a source at hand
//
// From the offices follow, by date, the titles that mean a person ("the German
// chancellor", "the German leader"), the ministers who are members of whoever
// leads their government, the people who speak for a country, and the country,
// capital and seats by which a writer may mean its leader (proxies, which count
// only where a study says so).
package actors
