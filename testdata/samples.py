"""What make_formats.py, make_exports.py and make_layouts.py share: they write files into the folder
that is their argument, and what must be read of each into a file beside them. The stories of the
latter two are here."""
import datetime, json, os, sys

OUT = sys.argv[1]
os.makedirs(OUT, exist_ok=True)
expected = []


def text(a, sep="\n\n"):
    return sep.join(a["paras"])


def want(file, format, articles=(), problems=(), role="articles", told=""):
    expected.append(dict(file=file, format=format, role=role, articles=list(articles), problems=list(problems), told=told))


def write(name, data):
    if isinstance(data, str):
        data = data.encode("utf-8")
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data)


def finish(name):
    write(name, json.dumps(expected, ensure_ascii=False, indent=1) + "\n")
    print(len(expected), "files")


A = dict(
    title="Port council rejects the minister's offer", source="Harbor Ledger", date="2021-05-14", author="Jane Roe",
    url="https://www.harborledger.example/2021/05/14/port-council-rejects-offer", host="harborledger.example",
    paras=["The port council of Eastmere rejected an offer by the transport minister on Friday, and called it an insult to everybody who works on the quays.",
           "“We read it twice, and it did not get better,” said Mara Quist, who leads the council. The ministry did not answer questions, and the minister left by a side door.",
           "Two unions said that they would vote on a strike next week. The last one, in 2009, lasted nineteen days and ended with a raise of four percent."])
B = dict(
    title="Prairie farmers thank engineers for the new dam", source="Prairie Wire", date="2021-05-25", author="Max Moe",
    url="https://www.prairiewire.example/news/prairie-farmers-thank-engineers", host="prairiewire.example",
    paras=["Farmers in the Long Valley thanked a team of engineers on Tuesday for a dam that kept their fields dry through the worst rain in forty years.",
           "The dam, which was finished in March, held back more water than anyone had planned for, the provincial office said in a report of 212 pages.",
           "Not all are content. Villages below it say that nobody asked them, and that the river has been lower since."])
D = dict(  # German
    title="Hafenrat lehnt das Angebot des Ministers ab", source="Küstenbote", date="2021-05-14", author="Anna Poe",
    url="https://www.kuestenbote.example/hafenrat", host="kuestenbote.example",
    paras=["Der Hafenrat von Ostmeer hat am Freitag ein Angebot des Verkehrsministers abgelehnt und es eine Zumutung für alle genannt, die an den Kais arbeiten.",
           "„Wir haben es zweimal gelesen, und es wurde nicht besser“, sagte Mara Quist, die dem Rat vorsteht. Das Ministerium beantwortete keine Fragen.",
           "Zwei Gewerkschaften wollen in der nächsten Woche über einen Streik abstimmen. Der letzte dauerte neunzehn Tage."])
F = dict(  # French
    title="Le conseil du port rejette l’offre du ministre", source="La Gazette du Port", date="2021-05-14", author="Luc Roy",
    url="", host="gazetteduport.example",
    paras=["Le conseil du port d’Estmer a rejeté vendredi une offre du ministre des transports et l’a qualifiée d’insulte à tous ceux qui travaillent sur les quais.",
           "« Nous l’avons lue deux fois », a dit Mara Quist, qui préside le conseil. Le ministère n’a pas répondu aux questions des journalistes.",
           "Deux syndicats voteront la semaine prochaine sur une grève. La dernière avait duré dix-neuf jours."])


def art(a, source=True, date=True, told="", body=None, title=None, open=()):
    return dict(open=list(open), title=a["title"] if title is None else title, source=a["source"] if source is True else (source or ""),
                date=a["date"] if date is True else (date or ""), text=text(a) if body is None else body, told=told)


def ps(a):
    return "".join("<p>%s</p>" % p for p in a["paras"])


def day(a, f):
    return datetime.date.fromisoformat(a["date"]).strftime(f)
