// Saying: a filter in words, so that a reader sees what is selected and why.

const kindWords = {own: "with the source’s own stance", stance: "without labels", labels: "that are labels"};
const voiceWords = {own: "in the source’s own words", quoted: "in quoted words"};
const scopeWords = {any: "all sentences", dyad: "sentences about both"};
const copyWords = {within: "copies once per source", none: "copies like any article", head: "only the first article of a story", weight: "copies sharing one weight"};
const timeWords = {all: "any date", reliable: "reliable dates only", even_periods: "all periods alike"};
const weightWords = {article: "every article the same", sentence: "articles by their rows", salience: "articles by the share they give the two"};

function thresholdWords(x) { return +x > 0 ? `values below ${x} as 0` : "any value"; }

// sayFilter says what a filter keeps, a phrase for each of its parts.
function sayFilter(f) {
  const out = [], say = (known, words) => { if (known) out.push(words); };
  say(kindWords[f.kind], kindWords[f.kind]);
  say(f.source, `of ${f.source}`);
  say(f.target, `toward ${nameOf(f.target)}`);
  say(f.voice, voiceWords[f.voice] || f.voice);
  say(f.holder, `held by ${f.holder === "narrator" ? "the source" : nameOfSide(f.holder)}`);
  say(f.sign, f.sign);
  say(f.label_sign, `${f.label_sign} as the likeliest`);
  say(f.scope, scopeWords[f.scope]);
  say(f.status, f.status);
  say(f.speaker, `said by ${f.speaker}`);
  say(f.label, `with the label “${f.label}”`);
  say(f.frame, `with the frame ${(f.frame || "").replaceAll("_", " ")}`);
  say(f.quad, (f.quad || "").replaceAll("_", " "));
  say(f.doc, `in ${f.doc}`);
  say(f.from || f.to, f.from && f.to ? `from ${f.from} to ${f.to}` : f.from ? `from ${f.from}` : `until ${f.to}`);
  say(f.text, `with “${f.text}”`);
  say(f.scorer, `scored by ${f.scorer}`);
  say(f.counted, "only what counts in the figures");
  say(f.copies, copyWords[f.copies]);
  say(f.time, timeWords[f.time]);
  say(f.weights, weightWords[f.weights]);
  say(f.answer, answerWords[f.answer]);
  say(f.threshold, thresholdWords(f.threshold));
  return out;
}
