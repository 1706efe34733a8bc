package syntax

import "strings"

// irregularVerbs are past forms and participles that no rule gives, for verbs
// that the treebank may lack: the base, then its forms.
const irregularVerbs = `agree agreed
arise arose arisen
awake awoke awoken
bear bore borne born
beat beaten
become became
befall befell befallen
begin began begun
behold beheld
bend bent
bid bade bidden
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
cling clung
come came
creep crept
deal dealt
die dying
dig dug
do did done
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
dwell dwelt
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fling flung
fly flew flown
forbid forbade forbidden
foresee foresaw foreseen
forget forgot forgotten
forgive forgave forgiven
forgo forwent forgone
forsake forsook forsaken
forswear forswore forsworn
free freed
freeze froze frozen
get got gotten
give gave given
go went gone
grind ground
grow grew grown
guarantee guaranteed
hamstring hamstrung
hang hung
have had
hear heard
hide hid hidden
hold held
keep kept
kneel knelt
know knew known
lay laid
lead led
lean leant
leap leapt
learn learnt
leave left
lend lent
lie lying
light lit
lose lost
make made
mean meant
meet met
mimic mimicked mimicking
mislead misled
mistake mistook mistaken
misunderstand misunderstood
outdo outdid outdone
outfight outfought
outgrow outgrew outgrown
overcome overcame
override overrode overridden
overrun overran
oversee oversaw overseen
overtake overtook overtaken
overthrow overthrew overthrown
panic panicked panicking
partake partook partaken
pay paid
plead pled
prove proven
rebuild rebuilt
redo redid redone
refreeze refroze refrozen
remake remade
repay repaid
resell resold
retake retook retaken
rethink rethought
rewrite rewrote rewritten
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
sew sewn
shake shook shaken
shear shorn
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
slay slew slain
sleep slept
slide slid
sling slung
slink slunk
smell smelt
smite smote smitten
sow sown
speak spoke spoken
speed sped
spell spelt
spend spent
spill spilt
spin spun
spit spat
spring sprang sprung
stand stood
steal stole stolen
stick stuck
sting stung
stink stank stunk
strew strewn
stride strode stridden
strike struck stricken
string strung
strive strove striven
swear swore sworn
sweep swept
swell swollen
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
tie tying tied
traffic trafficked trafficking
tread trod trodden
undergo underwent undergone
understand understood
undertake undertook undertaken
underwrite underwrote underwritten
undo undid undone
unfreeze unfroze unfrozen
unwind unwound
uphold upheld
wake woke woken
wear wore worn
weave wove woven
weep wept
win won
wind wound
withdraw withdrew withdrawn
withhold withheld
withstand withstood
wring wrung
write wrote written`

// irregularNouns are plurals that no rule gives: the base, then its plural.
const irregularNouns = `analysis analyses
basis bases
calf calves
child children
crisis crises
criterion criteria
diagnosis diagnoses
foot feet
goose geese
half halves
hypothesis hypotheses
knife knives
leaf leaves
life lives
loaf loaves
man men
emphasis emphases
mouse mice
oasis oases
ox oxen
parenthesis parentheses
phenomenon phenomena
quiz quizzes
shelf shelves
thesis theses
thief thieves
tooth teeth
wife wives
wolf wolves
woman women`

// irregular maps irregular forms to their bases.
func irregular(list string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(list) {
		f := strings.Fields(line)
		for _, form := range f[1:] {
			out[form] = f[0]
		}
	}
	return out
}
