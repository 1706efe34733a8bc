"""Makes the files layout_… of testdata/formats and README.layouts.json, which says what a careful
reader takes from each. Like those of make_exports.py they were written after public descriptions and
before the reader was run on any of them; most are of other vendors, interfaces and languages.

    pip install openpyxl fastavro
    python3 testdata/make_layouts.py testdata/formats
"""
import csv, io, json, os
from xml.sax.saxutils import escape

from samples import A, B, D, F, OUT, art, day, finish, ps, text, want, write

S = dict(  # Spanish
    title="El consejo del puerto rechaza la oferta del ministro", source="El Faro de Estemar", date="2021-05-14", author="Ana Ruiz", url="", host="faro.example",
    paras=["El consejo del puerto de Estemar rechazó el viernes una oferta del ministro de Transportes y la calificó de insulto a quienes trabajan en los muelles.",
           "«La leímos dos veces y no mejoró», dijo Mara Quist, que preside el consejo. El ministerio no respondió a las preguntas de la prensa.",
           "Dos sindicatos votarán la próxima semana sobre una huelga. La última duró diecinueve días."])
S2 = dict(S, title="Los agricultores dan las gracias a los ingenieros", source="Correo del Llano", date="2021-05-25", paras=["Los agricultores del Valle Largo dieron las gracias el martes a los ingenieros cuya presa mantuvo secos sus campos.", "No todos están contentos. Los pueblos de abajo dicen que nadie les preguntó."])
W = dict(  # Swedish
    title="Hamnrådet avvisar ministerns erbjudande", source="Kustbladet", date="2021-05-14", author="Anna Berg", url="", host="kustbladet.example",
    paras=["Hamnrådet i Östhamn avvisade på fredagen ett erbjudande från transportministern och kallade det en förolämpning mot alla som arbetar på kajerna.",
           "”Vi läste det två gånger, och det blev inte bättre”, sade Mara Quist, som leder rådet. Departementet svarade inte på frågor.",
           "Två fackförbund ska rösta om en strejk nästa vecka. Den senaste varade i nitton dagar."])
W2 = dict(W, title="Bönder tackar ingenjörerna", source="Slättposten", date="2021-05-25", paras=["Bönderna i Långa dalen tackade på tisdagen ingenjörerna vars damm höll deras åkrar torra i det värsta regnet på fyrtio år.", "Alla är inte nöjda. Byarna nedanför säger att ingen frågade dem."])
K = dict(  # Danish
    title="Havnerådet afviser ministerens tilbud", source="Kystbladet", date="2021-05-14", author="Anna Bjerg", url="https://www.kystbladet.example/havn", host="kystbladet.example",
    paras=["Havnerådet i Østhavn afviste fredag et tilbud fra transportministeren og kaldte det en fornærmelse mod alle, der arbejder på kajerne.",
           "»Vi læste det to gange, og det blev ikke bedre,« sagde Mara Quist, der leder rådet. Ministeriet svarede ikke på spørgsmål.",
           "To fagforeninger skal stemme om en strejke i næste uge. Den seneste varede nitten dage."])
K2 = dict(K, title="Landmænd takker ingeniørerne", source="Sletteposten", date="2021-05-25", paras=["Landmændene i Den Lange Dal takkede tirsdag de ingeniører, hvis dæmning holdt deres marker tørre i den værste regn i fyrre år.", "Ikke alle er tilfredse. Landsbyerne nedenfor siger, at ingen spurgte dem."])
C = dict(  # Chinese
    title="港口委员会拒绝部长的提议", source="海港日报", date="2021-05-14", author="罗简", url="", host="haigang.example",
    paras=["东海港口委员会星期五拒绝了交通部长的提议，称其是对所有码头工人的侮辱。委员会主席玛拉说，他们读了两遍，并没有变得更好。", "两个工会表示将于下周就罢工进行投票。上一次罢工发生在二〇〇九年，持续了十九天，最后工资上涨百分之四。"])
C2 = dict(C, title="农民感谢工程师修建新水坝", source="平原通讯", date="2021-05-25", paras=["长谷的农民星期二感谢了一个工程师小组，他们修建的水坝在四十年来最大的降雨中使田地保持干燥。", "并非所有人都满意。下游的村庄说没有人征求过他们的意见。"])
Y = dict(  # Russian
    title="Совет порта отверг предложение министра", source="Портовый вестник", date="2021-05-14", author="Анна Роу", url="", host="vestnik.example",
    paras=["Совет порта Истмир в пятницу отверг предложение министра транспорта и назвал его оскорблением для всех, кто работает на причалах.", "Два профсоюза на следующей неделе проголосуют о забастовке. Последняя длилась девятнадцать дней."])
Y2 = dict(Y, title="Фермеры благодарят инженеров", source="Степная газета", date="2021-05-25", paras=["Фермеры Длинной долины во вторник поблагодарили инженеров, чья плотина сохранила их поля сухими во время самых сильных дождей за сорок лет.", "Довольны не все. Деревни ниже по реке говорят, что их никто не спросил."])
AB = [A, B]


def j(name, value, lines=False):
    write(name, "".join(json.dumps(v, ensure_ascii=False) + "\n" for v in value) if lines else json.dumps(value, ensure_ascii=False))


def table(name, rows, sep=",", enc="utf-8", end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=sep, lineterminator=end).writerows(rows)
    write(name, out.getvalue().encode(enc))


def ms(a):
    import datetime
    return int(datetime.datetime.fromisoformat(a["date"] + "T05:00:00+00:00").timestamp() * 1000)


DA = {"14": ("freitag", "vendredi", "viernes"), "25": ("dienstag", "mardi", "martes")}

# ProQuest TDM Studio: a record a file
write("layout_tdm.xml", """<?xml version="1.0" encoding="UTF-8"?>
<RECORD><Version>Global_Schema_v5.1.xsd</Version><GOID>252700001</GOID><ActionCode>Add</ActionCode>
<DateInfo><DateTimeStamp>20211102</DateTimeStamp></DateInfo>
<Obj><ObjectTypes><mstar>Newspaper</mstar></ObjectTypes><TitleAtt><Title>%s</Title></TitleAtt><SortTitle>%s</SortTitle><NumericDate>%s</NumericDate><AlphaDate>%s</AlphaDate><StartPage>A4</StartPage>
<Language><ISO><ISOCode>ENG</ISOCode></ISO><RawLang>English</RawLang></Language><Contributors><Contributor Role="Author" Order="1"><LastName>Roe</LastName><FirstName>Jane</FirstName><OriginalForm>%s</OriginalForm></Contributor></Contributors>
<Abstract><AbsText>%s</AbsText></Abstract><Copyright><CopyrightData>Copyright Ledger Group 2021</CopyrightData></Copyright></Obj>
<DFS><PubFrosting><PubID>44001</PubID><Title>%s</Title><SourceType>Newspapers</SourceType><Publisher><PublisherName>Ledger Group</PublisherName></Publisher></PubFrosting><GroupFile><StartDate>2021-05-14</StartDate></GroupFile></DFS>
<TextInfo><Text WordCount="104">%s</Text></TextInfo></RECORD>
""" % (A["title"], A["title"], A["date"], day(A, "%b %-d, %Y"), A["author"], A["paras"][0], A["source"], escape("<html><head></head><body>%s</body></html>" % ps(A))))
want("layout_tdm.xml", "ProQuest XML", [art(A)])

# ProQuest Historical Newspapers: another schema
write("layout_proquest_historical.xml", """<?xml version="1.0" encoding="UTF-8"?>
<Record xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Version>PQ_HistNews_v1.0</Version><RecordID>17420001</RecordID><DateTimeStamp>20190102030405</DateTimeStamp><ActionCode>add</ActionCode>
<RecordTitle>%s</RecordTitle><Publication><PublicationID>54001</PublicationID><Title>%s</Title><Qualifier>Eastmere</Qualifier></Publication><Publisher>Ledger Group</Publisher>
<AlphaPubDate>%s</AlphaPubDate><NumericPubDate>%s</NumericPubDate><SourceType>Historical Newspapers</SourceType><ObjectType>Article</ObjectType>
<Contributor><ContribRole>Author</ContribRole><LastName>Roe</LastName><FirstName>Jane</FirstName><OriginalForm>JANE ROE</OriginalForm></Contributor>
<LanguageCode>ENG</LanguageCode><StartPage>4</StartPage><URLDocView>http://search.proquest.com/docview/17420001/</URLDocView><Abstract>%s</Abstract><FullText>%s</FullText></Record>
""" % (A["title"], A["source"], day(A, "%b %-d, %Y"), day(A, "%Y%m%d"), A["paras"][0], text(A, "\n")))
want("layout_proquest_historical.xml", "ProQuest XML", [art(A)])

# Retriever (Mediearkivet), text; the same by its Norwegian house in UTF-16 with other words
ruled = "=" * 78
re_ = "Östhamns universitet BIBSAM\nDatum 2024-05-01\n\nNyheter:\n\n" + "".join("> %s, %s, %s\n\n" % (a["title"], a["source"], a["date"]) for a in (W, W2)) + "\n"
for a, where, link in ((W, "Sida 15\nPublicerat i print. ", "Läs hela artikeln på http://ret.nu/cmchMNgs"), (W2, "Publicerat på webb. ", "Se webartikeln på http://ret.nu/7Ml1g0k")):
    re_ += "%s\n%s, %s\n%s\n\n%s\n©%s<br>Alla artiklar är skyddade enligt upphovsrättslagen. Om inte annat följer av gällande avtalslicens får artiklar inte vidaredistribueras, kopieras, överföras till något annat medium eller översättas utan särskilt medgivande från rättighetsägaren.\n\n%s\n%s\n\n" % (a["title"], a["source"], a["date"] + (" 09:31" if a is W2 else ""), where, text(a), a["source"], link, ruled)
write("layout_retriever.txt", re_)
want("layout_retriever.txt", "Retriever", [art(W), art(W2)])
no = "Nyheter i dag\nDato 2024-05-01\n\n"
for a, where in ((dict(W, title="Havnerådet avviser tilbudet"), "Side 15\nPublisert på trykk."), (dict(W2, title="Bønder takker ingeniørene"), "Publisert på nett.")):
    no += "%s\n%s, %s\n%s\n\n%s\n\n© %s\n\nSe webartikkelen på http://ret.nu/x%d\n%s\n\n" % (a["title"], a["source"], a["date"], where, text(a), a["source"], len(no), ruled)
write("layout_retriever_no.txt", no.replace("\n", "\r\n").encode("utf-16"))
want("layout_retriever_no.txt", "Retriever", [art(W, title="Havnerådet avviser tilbudet"), art(W2, title="Bønder takker ingeniørene")], ["encoding_converted"])

# Infomedia: its interface, and its text
j("layout_infomedia.jsonl", [dict(ArticleUrl="https://apps.infomedia.dk/mediearkiv/link?articles=e7a1%d" % i, Heading=a["title"], SubHeading="", Lead="", Paragraph="Havn", PublishDate=a["date"] + "T04:00:00Z", BodyText=ps(a), Captions=[], Authors=[a["author"]], Source=a["source"], WordCount=80, ArticleId="e7a1%d" % i, PageIds=["4"], Section="Indland") for i, a in enumerate([K, K2])], True)
want("layout_infomedia.jsonl", "Infomedia", [art(K), art(K2)])
im = ""
for i, a in enumerate([K, K2]):
    im += "%s\n\n%s | %s | 1. sektion | Side 4 | 80 ord | artikel-id: e7a1%d\n\n%s\n\nAlle artikler er beskyttet af lov om ophavsret og må ikke videredistribueres eller kopieres uden for egen organisation uden særlig aftale.\n\n\n" % (a["title"], a["source"], day(a, "%d.%m.%Y"), i, text(a))
write("layout_infomedia.txt", im)
want("layout_infomedia.txt", "Infomedia", [art(K), art(K2)])

# Nexis, a French interface
fx = ""
F2 = dict(F, title="Les paysans remercient les ingénieurs", source="Le Courrier de la Plaine", date="2021-05-25", paras=["Les paysans de la Longue Vallée ont remercié mardi une équipe d’ingénieurs dont le barrage a gardé leurs champs au sec.", "Tous ne sont pas contents. Les villages en aval disent que personne ne leur a demandé leur avis."])
for a in (F, F2):
    fx += "%s\n\n%s\n\n%s\n\n\nCopyright 2021 %s Tous droits réservés\n\nRubrique: ÉCONOMIE; Pg. 4\n\nLongueur: 75 mots\n\nAuteur: %s\n\nCorps\n\n\n%s\n\n\nDate de chargement: 30 mai 2021\n\n\nFin du document\n" % (a["title"], a["source"], DA[a["date"][8:]][1] + day(a, " %-d mai %Y"), a["source"], a["author"], text(a))
write("layout_nexis_fr.txt", fx)
want("layout_nexis_fr.txt", "Nexis", [art(F), art(F2)])

# LexisNexis web services: JSON whose documents are Atom with NITF inside
entry = lambda a, i: """<?xml version="1.0" encoding="utf-8"?><entry xmlns="http://www.w3.org/2005/Atom"><id>urn:contentItem:62P0-%d</id><title>%s</title><published>%sT00:00:00Z</published><updated>2021-05-30T10:00:00Z</updated><author><name>%s</name></author><content type="application/xml"><nitf:nitf xmlns:nitf="http://iptc.org/std/NITF/2006-10-18/"><nitf:head><nitf:title>%s</nitf:title></nitf:head><nitf:body><nitf:body.head><nitf:hedline><nitf:hl1>%s</nitf:hl1></nitf:hedline></nitf:body.head><nitf:body.content><bodyText xmlns="">%s</bodyText></nitf:body.content></nitf:body></nitf:nitf></content></entry>""" % (i, a["title"], a["date"], a["author"], a["title"], a["title"], ps(a))
j("layout_lexis_api.json", {"@odata.context": "https://services-api.lexisnexis.com/v1/$metadata#News", "@odata.count": 2, "value": [dict(ResultId="urn:contentItem:62P0-%d" % i, Jurisdiction=None, Location=None, ContentType="News", Byline=a["author"], WordLength=104, Title=a["title"], Date=a["date"] + "T00:00:00Z", Overview=a["paras"][0][:60], Section="NEWS; Pg. 4",
    Source=dict(Id="MTA1", Name=a["source"]), Document={"DocumentId": "/shared/document/news/urn:contentItem:62P0-%d" % i, "DocumentIdType": "DocFullPath", "Content": entry(a, i), "Citation": None}) for i, a in enumerate(AB)]})
want("layout_lexis_api.json", "LexisNexis API", [art(A), art(B)])

# Interfaces of news services
cut = lambda a: text(a, " ")[:180] + "... [%d chars]" % (len(text(a)) - 180)
j("layout_gnews.json", dict(totalArticles=2, articles=[dict(id="9f%d" % i, title=a["title"], description=a["paras"][0], content=cut(a), url=a["url"], image="https://img.example/x.jpg", publishedAt=a["date"] + "T06:30:00Z", lang="en", source=dict(id="s%d" % i, name=a["source"], url="https://www." + a["host"], country="el")) for i, a in enumerate(AB)]))
want("layout_gnews.json", "GNews", [art(a, body=cut(a), told="cut") for a in AB])
j("layout_bing.json", dict(_type="News", readLink="https://api.example/news/search?q=port", totalEstimatedMatches=2, value=[dict(name=a["title"], url=a["url"], image=dict(thumbnail=dict(contentUrl="https://img.example/x", width=700, height=393)), description=a["paras"][0], provider=[dict(_type="Organization", name=a["source"])], datePublished=a["date"] + "T06:30:00.0000000Z", category="World") for a in AB]))
want("layout_bing.json", "Bing News", [], ["no_text"] * 2, told="description")
j("layout_newscatcher.json", dict(status="ok", total_hits=2, page=1, total_pages=1, page_size=100, articles=[dict(title=a["title"], author=a["author"], authors=[a["author"]], journalists=[], published_date=a["date"] + " 06:30:00", published_date_precision="full", updated_date="2021-05-30 10:00:00", parse_date="2021-05-31 01:02:03", link=a["url"], domain_url=a["host"], full_domain_url="www." + a["host"], name_source=a["source"], is_headline=True, description=a["paras"][0], content=text(a, "\n"), word_count=104, language="en", rank=901, id="e%d" % i, score=9.1) for i, a in enumerate(AB)]))
want("layout_newscatcher.json", "NewsCatcher", [art(A), art(B)])
j("layout_webz.json", dict(posts=[dict(thread=dict(uuid="aa%d" % i, url=a["url"], site_full="www." + a["host"], site=a["host"], site_section="https://www." + a["host"] + "/rss", section_title="World", title=a["title"], title_full=a["title"], published=a["date"] + "T06:30:00.000+03:00", site_type="news", country="EL", main_image="", performance_score=0, social=dict(facebook=dict(likes=0))), uuid="aa%d" % i, url=a["url"], ord_in_thread=0, parent_url=None, author=a["author"], published=a["date"] + "T06:30:00.000+03:00", title=a["title"], text=text(a, "\n"), highlightText="", highlightTitle="", language="english", sentiment=None, categories=["Economy"], external_links=[], entities=dict(persons=[dict(name="mara quist", sentiment="none")], organizations=[], locations=[]), rating=None, crawled="2021-05-31T01:02:03.000+03:00", updated="2021-05-31T01:02:03.000+03:00") for i, a in enumerate(AB)], totalResults=2, moreResultsAvailable=0, next="/newsApiLite?x", requestsLeft=99))
want("layout_webz.json", "Webz.io", [art(a, source=a["host"]) for a in AB])
j("layout_aylien.json", dict(stories=[dict(author=dict(avatar_url=None, id=77, name=a["author"]), body=text(a, "\n"), categories=[dict(confident=True, id="01000000", label="economy", links=dict(_self="x"), score=0.9)], characters_count=400, entities=[dict(id="N1", body=dict(surface_forms=[dict(text="Quist")]), title=dict(surface_forms=[]))], hashtags=["#Port"], id=5200 + i, keywords=["port"], language="en", links=dict(permalink=a["url"], related_stories="/r", clusters="/c"), media=[], paragraphs_count=3, published_at=a["date"] + "T06:30:00Z", sentences_count=6, sentiment=dict(body=dict(polarity="neutral", score=0.5), title=dict(polarity="neutral", score=0.5)), source=dict(domain=a["host"], home_page_url="https://www." + a["host"] + "/", id=9 + i, name=a["source"], locations=[]), summary=dict(sentences=[a["paras"][0]]), title=a["title"], words_count=100) for i, a in enumerate(AB)], next_page_cursor="*", published_at_end=None))
want("layout_aylien.json", "Aylien", [art(A), art(B)])
j("layout_nyt_search.json", dict(status="OK", copyright="Copyright (c) 2021", response=dict(docs=[dict(abstract=a["paras"][0], web_url="https://www.nytimes.com/2021/05/%s/world/%d.html" % (a["date"][8:], i), snippet=a["paras"][0][:80], lead_paragraph=a["paras"][0], print_section="A", print_page="4", source="The New York Times", multimedia=[], headline=dict(main=a["title"], kicker=None, print_headline=a["title"]), keywords=[dict(name="subject", value="Ports", rank=1)], pub_date=a["date"] + "T05:00:06+0000", document_type="article", news_desk="Foreign", section_name="World", byline=dict(original="By " + a["author"], person=[]), type_of_material="News", _id="nyt://article/%d" % i, word_count=904, uri="nyt://article/%d" % i) for i, a in enumerate(AB)], meta=dict(hits=2, offset=0, time=12))))
want("layout_nyt_search.json", "New York Times API", [], ["no_text"] * 2, told="lead_paragraph")
j("layout_trove.json", dict(query="port", zone=[dict(name="newspaper", records=dict(s="*", n="2", total="2", article=[dict(id="180%d" % i, url="/newspaper/180%d" % i, heading=a["title"], category="Article", title=dict(id="35", value=a["source"]), date=a["date"], page=4, pageSequence=4, relevance=dict(score="9.1", value="very relevant"), articleText=ps(a), troveUrl="https://nla.gov.au/nla.news-article180%d" % i) for i, a in enumerate(AB)]))]))
want("layout_trove.json", "Trove", [art(A), art(B)])
j("layout_gdelttv.json", dict(query_details=dict(title="port council", date_resolution="day"), clips=[dict(preview_url="https://archive.org/details/EMN_20210514_213000_Tonight#start/12/end/47", ia_show_id="EMN_20210514_213000_Tonight", date="20210514T213012Z", station="EMN", show="Eastmere Tonight", show_date="20210514T213000Z", preview_thumb="https://archive.org/x.jpg", snippet="the port council said no to the minister tonight and the unions will vote next week on a strike that could")]))
want("layout_gdelttv.json", "GDELT TV", [], ["no_text"], told="snippet")

# News agencies: JSON of the IPTC in its first and third edition
j("layout_ninjs.json", dict(uri="http://coastagency.example/X1", type="text", mimetype="text/html", profile="story", version="1", versioncreated="2021-05-14T18:30:00Z", firstcreated="2021-05-14T16:02:00Z", pubstatus="usable", urgency=4, copyrightholder="Coast Agency", copyrightnotice="(c) Coast Agency 2021", language="en", byline="By Jane Roe", headline=A["title"], slugline="PORT-STRIKE/", located="EASTMERE", description_text="The council said no.", body_text=text(A, "\n"), body_xhtml=ps(A), subject=[dict(code="medtop:20000533", name="strike")], place=[dict(name="Eastmere")], person=[dict(name="Mara Quist", rel="mentions")], associations=dict(picture=dict(type="picture", headline="A picture", description_text="Mara Quist on the quay.", versioncreated="2021-05-14T15:00:00Z"))))
want("layout_ninjs.json", "ninjs", [art(A, source="Coast Agency")])
j("layout_ninjs3.json", dict(uri="urn:8d19", standard=dict(name="ninjs", version="3.0", schema="https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"), type="text", profile="Standard", version="6", firstCreated="2021-05-14T09:30:04Z", versionCreated="2021-05-14T09:46:53Z", pubStatus="usable", urgency=5, copyrightHolder="Coast Agency", copyrightNotice="", usageTerms="", edNote="Extended.", language="en", descriptions=[dict(role="text", contentType="text/plain", value="The council said no.")], headlines=[dict(role="main", value=A["title"])], bodies=[dict(role="main", contentType="text/html", wordCount=104, value=ps(A))], places=[dict(name="Eastmere", literal="Eastmere")], subjects=[dict(name="Ports", literal="13010000")], by="Jane Roe", slugline="port-strike"))
want("layout_ninjs3.json", "ninjs", [art(A, source="Coast Agency")])

# Dow Jones snapshots: days in milliseconds
dna = lambda a, i: dict(an="HARBLG0020210514eh5e%05d" % i, title=a["title"], snippet=a["paras"][0], body="\n" + "\n\n".join(a["paras"][1:]), byline="By " + a["author"], credit="", publication_datetime=ms(a), publication_date=ms(a) - 5 * 3600 * 1000, modification_datetime=ms(a) + 86400000 * 9, ingestion_datetime=ms(a) + 86400000 * 9, source_code="HARBLG", source_name=a["source"], publisher_name="Ledger Group", language_code="en", region_of_origin="NAMZ", word_count=104, document_type="article", action="add", section="World")
rows = [dna(a, i) for i, a in enumerate(AB)]
table("layout_dna.csv", [list(rows[0])] + [list(r.values()) for r in rows])
want("layout_dna.csv", "Dow Jones Snapshots", [art(A), art(B)])
import fastavro
schema = fastavro.parse_schema(dict(type="record", name="Article", fields=[dict(name=k, type=["null", "long" if isinstance(v, int) else "string"]) for k, v in rows[0].items()]))
out = io.BytesIO()
fastavro.writer(out, schema, rows, sync_marker=b"0123456789abcdef")
write("layout_dna.avro", out.getvalue())
want("layout_dna.avro", "Dow Jones Snapshots", [], ["unsupported_format"], told="Avro")

# Reuters: RCV1, TRC2, and the old collection of 1987
write("layout_rcv1.xml", """<?xml version="1.0" encoding="iso-8859-1" ?>
<newsitem itemid="2286" id="root" date="%s" xml:lang="en">
<title>EASTLAND: %s.</title>
<headline>%s.</headline>
<byline>%s</byline>
<dateline>EASTMERE 2021-05-14</dateline>
<text>
%s
</text>
<copyright>(c) Reuters Limited 2021</copyright>
<metadata>
<codes class="bip:countries:1.0"><code code="EL"><editdetail attribution="Reuters BIP Coding Group" action="confirmed" date="2021-05-14"/></code></codes>
<dc element="dc.publisher" value="Reuters Holdings Plc"/><dc element="dc.date.published" value="%s"/><dc element="dc.source" value="Reuters"/><dc element="dc.creator.location" value="EASTMERE"/>
</metadata>
</newsitem>
""".replace("%s\n</text>", "%s</text>") % (A["date"], A["title"], A["title"], A["author"], ps(A).replace("“", "&quot;").replace("”", "&quot;"), A["date"]))
want("layout_rcv1.xml", "Reuters corpora", [art(A, source="Reuters", title=A["title"] + ".", body=text(A).replace("“", '"').replace("”", '"'))])
table("layout_trc2.csv", [["date", "headline", "story"]] + [[a["date"] + " 06:30:00", a["title"].upper(), "EASTMERE, %s (Reuters) - %s" % (day(a, "%b %-d"), text(a, " "))] for a in AB])
want("layout_trc2.csv", "Reuters corpora", [art(a, source="Reuters", title=a["title"].upper(), body="EASTMERE, %s (Reuters) - %s" % (day(a, "%b %-d"), text(a, " ")), open=["source"]) for a in AB])
sgm = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
for i, a in enumerate(AB):
    sgm += "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" CGISPLIT=\"TRAINING-SET\" OLDID=\"554%d\" NEWID=\"%d\">\n<DATE>%s 15:01:01.79</DATE>\n<TOPICS><D>ship</D></TOPICS>\n<PLACES><D>eastland</D></PLACES>\n<PEOPLE></PEOPLE>\n<ORGS></ORGS>\n<EXCHANGES></EXCHANGES>\n<COMPANIES></COMPANIES>\n<UNKNOWN> \n&#5;&#5;&#5;C T\n&#22;&#22;&#1;f0704&#31;reute</UNKNOWN>\n<TEXT>&#2;\n<TITLE>%s</TITLE>\n<DATELINE>    EASTMERE, May %s - </DATELINE><BODY>%s\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n" % (i, i + 1, day(a, "%d-%b-%Y").upper(), a["title"].upper(), day(a, "%-d"), text(a, "\n    ").replace("“", '"').replace("”", '"').replace("\n    ", "\n    "))
write("layout_reuters21578.sgm", sgm)
want("layout_reuters21578.sgm", "Reuters corpora", [art(a, source="Reuters", title=a["title"].upper(), body=text(a).replace("“", '"').replace("”", '"') + " Reuter", open=["source"]) for a in AB])

# Gigaword and other collections of the LDC: documents side by side
write("layout_gigaword.sgm", "".join("<DOC id=\"APW_ENG_%s.00%d\" type=\"story\" >\n<HEADLINE>\n%s\n</HEADLINE>\n<DATELINE>\nEASTMERE, Eastland %s\n</DATELINE>\n<TEXT>\n%s</TEXT>\n</DOC>\n" % (day(a, "%Y%m%d"), i, a["title"], day(a, "%Y-%m-%d"), "".join("<P>\n%s\n</P>\n" % p for p in a["paras"])) for i, a in enumerate(AB)))
want("layout_gigaword.sgm", "LDC", [art(a, source="APW_ENG", open=["source"]) for a in AB])

# Content systems: WordPress with a page, a draft and a picture; Ghost
item = lambda a, i, kind="post", status="publish": "<item><title>%s</title><link>%s</link><pubDate>%s 06:30:00 +0000</pubDate><dc:creator><![CDATA[%s]]></dc:creator><guid isPermaLink=\"false\">https://x.example/?p=%d</guid><description></description><content:encoded><![CDATA[%s]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>%d</wp:post_id><wp:post_date><![CDATA[%s 08:30:00]]></wp:post_date><wp:post_type><![CDATA[%s]]></wp:post_type><wp:status><![CDATA[%s]]></wp:status><category domain=\"category\" nicename=\"world\"><![CDATA[World]]></category></item>" % (
    a["title"], a["url"], day(a, "%a, %d %b %Y"), a["author"], i, "".join("<!-- wp:paragraph -->\n<p>%s</p>\n<!-- /wp:paragraph -->\n\n" % p for p in a["paras"]), i, a["date"], kind, status)
write("layout_wordpress.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!-- This is a WordPress eXtended RSS file generated by WordPress as an export of your site. -->\n<rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><title>Harbor Ledger</title><link>https://www.harborledger.example</link><description>News</description><pubDate>Wed, 01 May 2024 09:15:00 +0000</pubDate><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[jane]]></wp:author_login></wp:author>"
      + item(A, 11) + item(B, 12) + item(dict(A, title="About us", paras=["We are a paper of the port and have been since 1901, and we print what the quays talk about every day."]), 13, "page") + item(dict(B, title="Draft on the dam", paras=["This draft has not been published, and nobody outside of the newsroom has ever seen what it says."]), 14, status="draft") + item(dict(A, title="quay.jpg", paras=[]), 15, "attachment", "inherit") + "</channel></rss>\n")
want("layout_wordpress.xml", "WordPress", [art(A), art(B, source="Harbor Ledger")], ["unsupported_format"], told="published")
j("layout_ghost.json", dict(db=[dict(meta=dict(exported_on=1714554900000, version="5.80.0"), data=dict(posts=[dict(id="65%d" % i, uuid="u%d" % i, title=a["title"], slug="s%d" % i, mobiledoc=None, html=ps(a), plaintext=text(a), feature_image=None, featured=0, type="post", status="published", visibility="public", created_at="2021-05-01T10:00:00.000Z", published_at=a["date"] + "T06:30:00.000Z", updated_at="2021-05-30T10:00:00.000Z", custom_excerpt=None) for i, a in enumerate(AB)], posts_authors=[dict(id="1", post_id="650", author_id="1")], tags=[dict(id="1", name="World", slug="world", description=None)], users=[dict(id="1", name="Jane Roe", slug="jane", email="jane@x.example", bio="Writes about ports.")], settings=[dict(id="1", key="title", value="Harbor Ledger", type="string")]))]))
want("layout_ghost.json", "Ghost", [art(A, source="", open=[]), art(B, source="")])

# Posts that are no articles
tweets = ["The port council has said no. Read on: https://t.co/abc", "RT @x: Unions will vote next week on a strike, the first since 2009."]
j("layout_tweets.json", dict(data=[dict(id="139%d" % i, text=t, created_at="2021-05-14T06:3%d:00.000Z" % i, author_id="44", conversation_id="139%d" % i, lang="en", public_metrics=dict(retweet_count=3, reply_count=1, like_count=9, quote_count=0)) for i, t in enumerate(tweets)], includes=dict(users=[dict(id="44", name="Harbor Ledger", username="ledger")]), meta=dict(result_count=2)))
want("layout_tweets.json", "posts", [art(A, title="", source=False, date=False, body=t, told="a post of a network") for t in tweets])
write("layout_tweets.js", "window.YTD.tweets.part0 = [ {\n  \"tweet\" : {\n    \"id\" : \"1390\", \"full_text\" : \"The port council has said no.\", \"created_at\" : \"Fri May 14 06:30:00 +0000 2021\", \"favorite_count\" : \"9\"\n  }\n} ]\n")
want("layout_tweets.js", "posts", [], ["unsupported_format"], told="script")
j("layout_telegram.json", dict(name="Harbor Ledger", type="public_channel", id=1100, messages=[dict(id=1, type="service", date="2021-05-01T08:00:00", date_unixtime="1619856000", actor="Harbor Ledger", actor_id="channel1100", action="pin_message", message_id=2, text="", text_entities=[]),
    dict(id=2, type="message", date="2021-05-14T08:30:00", date_unixtime="1620973800", edited="2021-05-15T09:00:00", **{"from": "Harbor Ledger", "from_id": "channel1100"}, text=[dict(type="bold", text=A["title"]), "\n\n" + text(A) + "\n\n", dict(type="link", text=A["url"])], text_entities=[dict(type="bold", text=A["title"]), dict(type="plain", text="\n\n" + text(A) + "\n\n"), dict(type="link", text=A["url"])])]))
want("layout_telegram.json", "posts", [art(A, title="", body=A["title"] + "\n\n" + text(A) + "\n\n" + A["url"], told="a post of a network"), art(dict(A, date="2021-05-01"), title="", body="")])

# Broadcasters: the page of a transcript, and one that Nexis has
talk = ["ANNA POE, EBN HOST: Good evening. The port council has said no to the minister tonight.", "MARA QUIST, PORT COUNCIL: We read it twice, and it did not get better.", "POE: What was in it?", "QUIST: The same as last year, and nobody called us back.", "POE: The ministry says that it did.", "QUIST: That is not true."]
write("layout_cnn.html", "<!DOCTYPE html><html><head><meta charset='utf-8'><title>CNN.com - Transcripts</title></head><body><div id='header'><a href='/'>CNN</a></div><div id='cnnTransTitle'>Return to Transcripts main page</div><p class='cnnTransStoryHead'>Eastmere Tonight</p><p class='cnnTransSubHead'>%s</p><p class='cnnBodyText'>Aired May 14, 2021 - 21:00 ET</p><p class='cnnBodyText'>THIS IS A RUSH TRANSCRIPT. THIS COPY MAY NOT BE IN ITS FINAL FORM AND MAY BE UPDATED.</p><p class='cnnBodyText'>[21:00:00]</p>%s<p class='cnnTransFooter'>(c) 2021 Cable News Network. A Warner Media Company. All Rights Reserved.</p></body></html>" % (A["title"], "".join("<p class='cnnBodyText'>%s</p>" % t for t in talk)))
want("layout_cnn.html", "transcript", [art(A, source="CNN", title="CNN.com - Transcripts", body="\n\n".join(talk), told="transcript", open=["source", "text"])])
write("layout_nexis_show.txt", "%s\n\nEBN\n\nSHOW: EASTMERE TONIGHT 9:00 PM EST\n\nMay 14, 2021 Friday\n\n\nCopyright 2021 Eastmere Broadcasting Network All Rights Reserved\n\nSection: NEWS; International\n\nLength: 604 words\n\nByline: Anna Poe\n\nGuests: Mara Quist\n\nHighlight: The port council has said no.\n\nBody\n\n\n%s\n\n[21:05:00]\n\n(END VIDEO CLIP)\n\nLoad-Date: May 15, 2021\n\n\nEnd of Document\n" % (A["title"], "\n\n".join(talk)))
want("layout_nexis_show.txt", "Nexis", [art(A, source="EBN", body="\n\n".join(talk) + "\n\n[21:05:00]\n\n(END VIDEO CLIP)", told="transcript")])

# What libraries for scraping write
j("layout_fundus.json", [dict(title=a["title"], authors=[a["author"]], body=dict(summary=[a["paras"][0]], sections=[dict(headline=[], paragraphs=[a["paras"][1]]), dict(headline=["What next"], paragraphs=[a["paras"][2]])]), publishing_date=a["date"] + " 06:30:00+02:00", topics=["Ports"], free_access=True, publisher=a["source"], html=dict(requested_url=a["url"], responded_url=a["url"], crawl_date="2024-05-01 09:15:00")) for a in AB])
want("layout_fundus.json", "fundus", [art(a, body="\n\n".join(a["paras"][:2] + ["What next", a["paras"][2]])) for a in AB])
j("layout_newspaper3k.json", [dict(url=a["url"], source_url="https://www." + a["host"], title=a["title"], top_image="", meta_img="", imgs=[], movies=[], text=text(a), keywords=["port"], meta_keywords=["ports"], tags=[], authors=[a["author"]], publish_date=a["date"] + " 06:30:00", summary=a["paras"][0], html="", meta_description=a["paras"][0], meta_lang="en", meta_favicon="", canonical_link=a["url"]) for a in AB])
want("layout_newspaper3k.json", "newspaper3k", [art(a, source=a["host"]) for a in AB])
j("layout_scrapy.jl", [dict(headline=a["title"], published=day(a, "%A %-d %B %Y") + " 07.30 BST", byline="By " + a["author"], site=a["source"], link=a["url"], article_body=a["paras"]) for a in AB], True)
want("layout_scrapy.jl", "scrapers", [art(A), art(B)])

# Data sets
j("layout_realnews.jsonl", [dict(article_id=i, domain=a["host"], publish_date=day(a, "%m-%d-%Y"), authors=[a["author"]], summary="", title=a["title"], text=text(a, "\n"), url=a["url"], warc_date="20210531T010203Z", url_used=a["url"], inst_index=i, split="train", status="success") for i, a in enumerate(AB)], True)
want("layout_realnews.jsonl", "data sets", [art(a, source=a["host"]) for a in AB])
j("layout_signal.jsonl", [{"id": "f7%d" % i, "content": text(a, " \n\n"), "title": a["title"], "media-type": "News", "source": a["source"], "published": a["date"] + "T06:30:00Z"} for i, a in enumerate(AB)], True)
want("layout_signal.jsonl", "data sets", [art(A), art(B)])
j("layout_nela.json", [dict(id="ledger--2021-05-%d" % i, date=a["date"], source=a["host"].split(".")[0], title=a["title"], content=text(a), author=a["author"], url=a["url"], published=day(a, "%a, %d %b %Y") + " 06:30:00 +0000", published_utc=ms(a) // 1000, collection_utc=ms(a) // 1000 + 90000) for i, a in enumerate(AB)])
want("layout_nela.json", "data sets", [art(a, source=a["host"].split(".")[0]) for a in AB])
table("layout_flattened.csv", [["", "uri", "lang", "isDuplicate", "date", "time", "dateTimePub", "url", "title", "body", "source.uri", "source.dataType", "source.title", "authors", "image"]] + [[i, "751%d" % i, "eng", "False", a["date"], "06:30:00", a["date"] + "T05:58:00Z", a["url"], a["title"], text(a), a["host"], "news", a["source"], "[{'name': 'Jane Roe'}]", ""] for i, a in enumerate(AB)])
want("layout_flattened.csv", "data sets", [art(A), art(B)])

# Media monitoring: teasers only
rows = [["Date", "Time", "Document ID", "URL", "Input Name", "Keywords", "Information Type", "Source Type", "Source Name", "Source Domain", "Content Type", "Author Name", "Title", "Opening Text", "Hit Sentence", "Reach", "Sentiment"]] + [[day(a, "%d-%b-%Y"), "06:30AM", "d%d" % i, a["url"], "Port", "port", "news", "Online", a["source"], a["host"], "article", a["author"], a["title"], a["paras"][0], a["paras"][1][:60], "1000", "Neutral"] for i, a in enumerate(AB)]
table("layout_meltwater.csv", rows, "\t", "utf-16")
want("layout_meltwater.csv", "Meltwater", [], ["no_text"], told="Opening Text")

# Libraries' databases: EBSCO, Gale, PressReader, WiseNews
eb = ""
for i, a in enumerate(AB):
    eb += "Record: %d\nTitle: %s.\nAuthors: Roe, Jane\nSource: %s. %s, p4.\nDocument Type: Article\nSubject Terms: PORTS; STRIKES\nFull Text Word Count: 104\nAccession Number: 2W63%d\nDatabase: Newspaper Source Plus\n\nSection: World\n\n%s\n\n%s\n\n~~~~~~~~\n\nBy %s\n\nCopyright of %s is the property of Ledger Group and its content may not be copied or emailed to multiple sites or posted to a listserv without the copyright holder's express written permission. However, users may print, download, or email articles for individual use.\n\n" % (i + 1, a["title"], a["source"], day(a, "%m/%d/%Y"), i, a["title"], text(a), a["author"], a["source"])
write("layout_ebsco.txt", eb)
want("layout_ebsco.txt", "EBSCO", [art(A), art(B)])
ga = ""
for i, a in enumerate(AB):
    ga += "%s\nAuthor: %s\nDate: %s\nFrom: %s\nPublisher: Ledger Group\nDocument Type: Article\nLength: 104 words\n\nFull Text:\n\n%s\n\nCopyright: COPYRIGHT 2021 Ledger Group\nhttps://www.%s\nSource Citation (MLA 9th Edition)\n%s. \"%s.\" %s, %s. Gale OneFile: News, link.gale.com/apps/doc/A66%d/STND. Accessed 1 May 2024.\nGale Document Number: GALE|A66%d\n\n" % (a["title"], a["author"], day(a, "%B %-d, %Y"), a["source"], text(a), a["host"], a["author"], a["title"], a["source"], day(a, "%-d %B %Y"), i, i)
write("layout_gale.txt", ga)
want("layout_gale.txt", "Gale", [art(A), art(B)])
write("layout_pressreader.txt", "%s\n\n%s\n\nArticle Name:%s\n\nPublication:%s\n\nSection:World\n\nAuthor:%s\n\nDate:%s\n\nStart Page:4\n\nEnd Page:4\n" % (A["title"], text(A), A["title"], A["source"], A["author"], day(A, "%-d %b %Y")))
want("layout_pressreader.txt", "PressReader", [art(A)])
write("layout_wisenews.txt", "".join("报章 | %s     120 字\nA04 | 要闻     | %s\n%s\n%s\n文章编号: 20210514003000%d\n\n慧科讯业有限公司\n\n\n" % (a["source"], a["date"], a["title"], text(a, "\n"), i) for i, a in enumerate([C, C2])))
want("layout_wisenews.txt", "WiseNews", [art(C), art(C2)])

# News agencies: NewsML-G2 with two texts and a picture, NewsML 1.2
g2 = lambda a, i: "<newsItem guid=\"urn:newsml:coastagency.example:2021:%d\" version=\"2\" standard=\"NewsML-G2\" standardversion=\"2.29\" xml:lang=\"en\"><itemMeta><itemClass qcode=\"ninat:text\"/><provider qcode=\"nprov:CA\"><name>Coast Agency</name></provider><versionCreated>2021-05-30T10:00:00Z</versionCreated><firstCreated>%sT06:00:00Z</firstCreated></itemMeta><contentMeta><contentCreated>%sT06:30:00Z</contentCreated><headline role=\"hld:main\">%s</headline><by>%s</by><dateline>EASTMERE</dateline><language tag=\"en\"/></contentMeta><contentSet><inlineXML contenttype=\"application/nitf+xml\"><nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"><body><body.head><hedline><hl1>%s</hl1></hedline></body.head><body.content>%s</body.content></body></nitf></inlineXML></contentSet></newsItem>" % (i, a["date"], a["date"], a["title"], a["author"], a["title"], ps(a))
write("layout_newsmessage.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2021-05-31T01:02:03Z</sent><sender>coastagency.example</sender></header><itemSet>" + g2(A, 1) + g2(B, 2) + "<newsItem guid=\"urn:3\" version=\"1\"><itemMeta><itemClass qcode=\"ninat:picture\"/><provider><name>Coast Agency</name></provider><versionCreated>2021-05-14T10:00:00Z</versionCreated></itemMeta><contentMeta><headline>A picture</headline><description role=\"drol:caption\">Mara Quist on the quay.</description></contentMeta><contentSet><remoteContent href=\"x.jpg\" contenttype=\"image/jpeg\"/></contentSet></newsItem></itemSet></newsMessage>\n")
want("layout_newsmessage.xml", "NewsML-G2", [art(A, source="Coast Agency"), art(B, source="Coast Agency")])
write("layout_newsml1.xml", """<?xml version="1.0" encoding="utf-8"?>
<NewsML Version="1.2"><Catalog Href="http://www.coastagency.example/dtd/CatalogV2.xml"/><NewsEnvelope><DateAndTime>20210530T100000Z</DateAndTime><NewsService FormalName="DGTE"/></NewsEnvelope>
<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>coastagency.example</ProviderId><DateId>20210514</DateId><NewsItemId>TX-PAR-X1</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:newsml:coastagency.example:20210514:TX-PAR-X1:1</PublicIdentifier></NewsIdentifier><NameLabel>port-strike</NameLabel></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20210514T063000Z</FirstCreated><ThisRevisionCreated>20210530T100000Z</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>%s</HeadLine><ByLine>%s</ByLine><DateLine>EASTMERE, 14 May 2021 (Coast Agency) -</DateLine><CopyrightLine>(c) 2021 Coast Agency</CopyrightLine><SlugLine>port-strike</SlugLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="Coast Agency"/></Provider></AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<ContentItem><MediaType FormalName="Text"/><DataContent>%s</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
""" % (A["title"], A["author"], ps(A)))
want("layout_newsml1.xml", "NewsML 1", [art(A, source="Coast Agency")])

# What other programs for such studies write
table("layout_lexisnexistools.csv", [["ID", "Source_File", "Newspaper", "Date", "Length", "Section", "Author", "Edition", "Headline", "Graphic", "Article"]] + [[i + 1, "a.TXT", a["source"], a["date"], "104 words", "NEWS; Pg. 4", a["author"], "Final Edition", a["title"], "False", text(a, " ")] for i, a in enumerate(AB)])
want("layout_lexisnexistools.csv", "other programs", [art(A), art(B)])
table("layout_tm.csv", [["doc_id", "author", "datetimestamp", "description", "heading", "id", "language", "origin", "edition", "section", "wordcount", "text"]] + [["HARBLG-%d" % i, a["author"], a["date"], "NA", a["title"], "HARBLG-%d" % i, "en", a["source"], "NA", "NA", 104, text(a, "\n")] for i, a in enumerate(AB)])
want("layout_tm.csv", "other programs", [art(A), art(B)])
table("layout_amcat.csv", [["_id", "date", "medium", "headline", "text", "length", "section", "byline", "pagenr", "url"]] + [[7001 + i, a["date"] + "T00:00:00", a["source"], a["title"], text(a), 104, "World", a["author"], 4, a["url"]] for i, a in enumerate(AB)])
want("layout_amcat.csv", "other programs", [art(A), art(B)])
j("layout_mongo.jsonl", [{"_id": {"$oid": "60a%021d" % i}, "title": a["title"], "text": text(a), "date": {"$date": a["date"] + "T06:30:00Z"}, "source": a["source"], "crawled": {"$date": {"$numberLong": "1622422923000"}}} for i, a in enumerate(AB)], True)
want("layout_mongo.jsonl", "data bases", [art(A), art(B)])
j("layout_elastic.json", dict(took=3, timed_out=False, _shards=dict(total=1, successful=1), hits=dict(total=dict(value=2, relation="eq"), max_score=1.0, hits=[dict(_index="news", _id="n%d" % i, _score=1.0, _source=dict(title=a["title"], content=text(a), publication=a["source"], pub_date=a["date"], author=a["author"])) for i, a in enumerate(AB)])))
want("layout_elastic.json", "data bases", [art(A), art(B)])

# Tables in other languages
table("layout_tabelle.csv", [["Nr.", "Titel", "Medium", "Erscheinungsdatum", "Autor", "Volltext"]] + [[i + 1, a["title"], a["source"], day(a, "%d.%m.%Y"), a["author"], text(a, "\n")] for i, a in enumerate([D, dict(D, title="Bauern danken den Ingenieuren", source="Prärie-Kurier", date="2021-05-25", paras=["Die Bauern im Langen Tal haben am Dienstag den Ingenieuren gedankt, deren Damm ihre Felder im stärksten Regen seit vierzig Jahren trocken hielt.", "Nicht alle sind zufrieden."])])], ";", "cp1252")
D2 = dict(D, title="Bauern danken den Ingenieuren", source="Prärie-Kurier", date="2021-05-25", paras=["Die Bauern im Langen Tal haben am Dienstag den Ingenieuren gedankt, deren Damm ihre Felder im stärksten Regen seit vierzig Jahren trocken hielt.", "Nicht alle sind zufrieden."])
want("layout_tabelle.csv", "tables in other languages", [art(D), art(D2)], ["encoding_converted"])
import openpyxl, datetime
wb = openpyxl.Workbook()
wb.active.append(["Título", "Medio", "Fecha", "Sección", "Texto completo", "Enlace"])
for a in (S, S2):
    wb.active.append([a["title"], a["source"], datetime.date.fromisoformat(a["date"]), "Economía", text(a, "\n"), ""])
wb.save(os.path.join(OUT, "layout_tabla.xlsx"))
want("layout_tabla.xlsx", "tables in other languages", [art(S), art(S2)])
table("layout_biao.tsv", [["标题", "来源", "日期", "正文"]] + [[a["title"], a["source"], day(a, "%Y年%-m月%-d日"), text(a, " ")] for a in (C, C2)], "\t", end="\n")
want("layout_biao.tsv", "tables in other languages", [art(C), art(C2)])

# Blocks of labels in any order, a rule between the records, by hand or by a script
rule = "-" * 40
write("layout_blocks.txt", "".join("SOURCE: %s\nDATE: %s\nURL: %s\nHEADLINE: %s\nAUTHOR: %s\n\n%s\n\n%s\n" % (a["source"], day(a, "%d %B %Y"), a["url"], a["title"], a["author"], text(a), rule) for a in AB))
want("layout_blocks.txt", "blocks of labels", [art(A), art(B)])
write("layout_blocks_es.txt", "".join("Fecha: %s\nMedio: %s\nTítulo: %s\nAutor: %s\nTexto:\n%s\n\n%s\n\n" % (day(a, "%-d de mayo de %Y"), a["source"], a["title"], a["author"], text(a), "*" * 30) for a in (S, S2)))
want("layout_blocks_es.txt", "blocks of labels", [art(S), art(S2)])
write("layout_blocks_run.txt", "".join("Title: %s\nNewspaper: %s\nPublished: %s\nText: %s\n\n" % (a["title"], a["source"], day(a, "%b. %-d, %Y"), text(a)) for a in AB))
want("layout_blocks_run.txt", "blocks of labels", [art(A), art(B)])

# A second set, written after the reader had been mended for the first and before it was run on this one.

# Nexis and Factiva in other interfaces
nd = ""
for a in (D, D2):
    nd += "%s\n\n%s\n\n%s\n\n\nCopyright 2021 %s Alle Rechte vorbehalten\n\nRubrik: WIRTSCHAFT; S. 6\n\nLänge: 75 Wörter\n\nAutor: %s\n\nTextkörper\n\n\n%s\n\n\nLadedatum: 30. Mai 2021\n\n\nDokumentende\n" % (a["title"], a["source"], day(a, "%-d. Mai %Y ") + DA[a["date"][8:]][0].title(), a["source"], a["author"], text(a))
write("layout_nexis_de_ui.txt", nd)
want("layout_nexis_de_ui.txt", "Nexis", [art(D), art(D2)])
ns = ""
for a in (S, S2):
    ns += "%s\n\n%s\n\n%s\n\n\nCopyright 2021 %s Todos los derechos reservados\n\nSección: ECONOMÍA; Pág. 4\n\nLongitud: 75 palabras\n\nAutor: %s\n\nCuerpo\n\n\n%s\n\n\nFecha de carga: 30 de mayo de 2021\n\n\nFin del documento\n" % (a["title"], a["source"], day(a, "%-d de mayo de %Y ") + DA[a["date"][8:]][2], a["source"], a["author"], text(a))
write("layout_nexis_es.txt", ns)
want("layout_nexis_es.txt", "Nexis", [art(S), art(S2)])
fs = ""
for i, a in enumerate([S, S2]):
    fs += "Economía\n%s\n\n%s\n75 palabras\n%s\n%s\nFAROES\n4\nEspañol\nCopyright 2021 Grupo del Faro. Todos los derechos reservados.\n\n%s\n\nGrupo del Faro\n\nDocumento FAROES0020210514eh5e0000%d\n\n\n" % (a["title"], a["author"], day(a, "%-d mayo %Y"), a["source"], text(a), i)
write("layout_factiva_es.txt", fs)
want("layout_factiva_es.txt", "Factiva", [art(S), art(S2)])
pq = "____________________________________________________________\n\nInformación del informe de ProQuest\n\n"
for i, a in enumerate([S, S2]):
    pq += "____________________________________________________________\n\nDocumento %d de 2\n\n%s\n\nAutor: %s\n\nInformación de publicación: %s ; Estemar [Estemar]%s.\n\nEnlace de documentos de ProQuest\n\nResumen: Ninguno disponible.\n\nTexto completo: %s\n\nMateria: Puertos\n\nTítulo: %s\n\nTítulo de publicación: %s; Estemar\n\nAño de publicación: 2021\n\nFecha de publicación: %s\n\nEditorial: Grupo del Faro\n\nTipo de fuente: Newspaper\n\nIdioma de la publicación: Spanish\n\nID del documento de ProQuest: 26%d\n\nURL del documento: https://www.proquest.com/docview/26%d\n\nÚltima actualización: 2023-11-20\n\nBase de datos: ProQuest Central\n\n" % (i + 1, a["title"], a["author"], a["source"], day(a, "%d May %Y"), text(a), a["title"], a["source"], day(a, "May %-d, %Y"), 100 + i, 100 + i)
write("layout_proquest_es.txt", pq)
want("layout_proquest_es.txt", "ProQuest", [art(S), art(S2)])

# More interfaces and extractors
j("layout_worldnews.json", dict(offset=0, number=2, available=2, news=[dict(id=90 + i, title=a["title"], text=text(a, "\n"), summary=a["paras"][0], url=a["url"], image="https://img.example/x.jpg", video=None, publish_date=a["date"] + " 06:30:00", author=a["author"], authors=[a["author"]], language="en", category="politics", source_country="el", sentiment=-0.1) for i, a in enumerate(AB)]))
want("layout_worldnews.json", "World News API", [art(a, source=a["host"]) for a in AB])
j("layout_newsdata.json", dict(status="success", totalResults=2, results=[dict(article_id="c%d" % i, title=a["title"], link=a["url"], keywords=["port"], creator=[a["author"]], video_url=None, description=a["paras"][0], content=text(a), pubDate=a["date"] + " 06:30:00", pubDateTZ="UTC", image_url=None, source_id=a["host"].split(".")[0], source_priority=99, source_name=a["source"], source_url="https://www." + a["host"], source_icon="https://x.example/i.png", language="english", country=["el"], category=["top"], ai_tag="ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS") for i, a in enumerate(AB)], nextPage="17"))
want("layout_newsdata.json", "NewsData", [art(A), art(B)])
j("layout_diffbot.json", dict(request=dict(pageUrl=A["url"], api="article", version=3), objects=[dict(date=day(A, "%a, %d %b %Y") + " 06:30:00 GMT", sentiment=-0.2, images=[dict(naturalHeight=400, title="Quay", url="https://img.example/x.jpg")], author=A["author"], estimatedDate=day(A, "%a, %d %b %Y") + " 06:30:00 GMT", publisherRegion="Eastland", icon="x", diffbotUri="article|3|1", siteName=A["source"], type="article", title=A["title"], tags=[dict(count=2, score=0.9, label="Port", uri="u")], publisherCountry="Eastland", humanLanguage="en", pageUrl=A["url"], html=ps(A), text=text(A, "\n"), categories=[dict(score=1, name="News", id="x")])]))
want("layout_diffbot.json", "Diffbot", [art(A)])
j("layout_goose.json", dict(meta=dict(description=A["paras"][0], lang="en", keywords="port", favicon="", canonical=A["url"], encoding="UTF-8"), image=None, domain=A["host"], title=A["title"], cleaned_text=text(A), opengraph=dict(title=A["title"], site_name=A["source"], type="article"), tags=[], tweets=[], movies=[], links=[], authors=[A["author"]], publish_date=A["date"] + "T06:30:00Z"))
want("layout_goose.json", "goose", [art(A, source=A["host"])])
j("layout_readability.json", dict(title=A["title"], byline=A["author"], dir=None, lang="en", content="<div id=\"readability-page-1\" class=\"page\">%s</div>" % ps(A), textContent=text(A, " "), length=400, excerpt=A["paras"][0], siteName=A["source"], publishedTime=A["date"] + "T06:30:00Z"))
want("layout_readability.json", "Readability", [art(A)])
j("layout_mercury.json", dict(title=A["title"], content="<div><article>%s</article></div>" % ps(A), author=A["author"], date_published=A["date"] + "T06:30:00.000Z", lead_image_url=None, dek=None, next_page_url=None, url=A["url"], domain="www." + A["host"], excerpt=A["paras"][0][:60], word_count=104, direction="ltr", total_pages=1, rendered_pages=1))
want("layout_mercury.json", "Mercury", [art(A, source=A["host"])])

# Content systems and collections with the text in parts
j("layout_ans.json", dict(_id="X1", type="story", version="0.10.9", canonical_url="/2021/05/14/port", canonical_website="ledger", headlines=dict(basic=A["title"], mobile="", web=""), subheadlines=dict(basic="Unions vote next week"), description=dict(basic=A["paras"][0]), display_date=A["date"] + "T06:30:00Z", publish_date=A["date"] + "T06:31:00Z", first_publish_date=A["date"] + "T06:30:00Z", last_updated_date="2021-05-30T10:00:00Z", created_date="2021-05-13T10:00:00Z", credits=dict(by=[dict(type="author", name=A["author"])]), distributor=dict(name=A["source"], category="staff"), content_elements=[dict(_id="a", type="text", content=A["paras"][0]), dict(_id="b", type="image", url="https://img.example/x.jpg", caption="Mara Quist on the quay."), dict(_id="c", type="text", content=A["paras"][1]), dict(_id="d", type="text", content=A["paras"][2])], language="en"))
want("layout_ans.json", "ANS", [art(A)])
j("layout_trec_post.jsonl", [dict(id="b2e8%d" % i, article_url="https://www.washingtonpost.com/world/%d.html" % i, title=a["title"], author=a["author"], published_date=ms(a), contents=[dict(content="World", mime="text/plain", type="kicker"), dict(content=a["title"], mime="text/plain", type="title"), dict(content="By " + a["author"], mime="text/plain", type="byline"), dict(content=ms(a), mime="text/plain", type="date")] + [dict(content=p, subtype="paragraph", type="sanitized_html", mime="text/html") for p in a["paras"][:2]] + [dict(fullcaption="Mara Quist. (Jane Roe/The Post)", imageURL="https://img.example/x.jpg", mime="image/jpeg", imageHeight=400, imageWidth=600, type="image", blurb="Mara Quist.")] + [dict(content=p, subtype="paragraph", type="sanitized_html", mime="text/html") for p in a["paras"][2:]], type="article", source="The Washington Post") for i, a in enumerate(AB)], True)
want("layout_trec_post.jsonl", "data sets", [art(a, source="Washington Post") for a in AB])
j("layout_prosemirror.json", [dict(headline=a["title"], outlet=a["source"], published_at=a["date"], body=dict(type="doc", content=[dict(type="paragraph", attrs=dict(textAlign="left"), content=[dict(type="text", text=p)]) for p in a["paras"]])) for a in AB])
want("layout_prosemirror.json", "content systems", [art(A), art(B)])
j("layout_summaries.jsonl", [dict(id="x%d" % i, document=text(a, "\n"), summary=a["paras"][0]) for i, a in enumerate(AB)], True)
want("layout_summaries.jsonl", "data sets", [art(A, title="", source=False, date=False), art(B, title="", source=False, date=False)])
write("layout_notes.enex", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE en-export SYSTEM \"http://xml.evernote.com/pub/evernote-export4.dtd\">\n<en-export export-date=\"20240501T091500Z\" application=\"Evernote\" version=\"10\">" + "".join("<note><title>%s</title><created>%sT063000Z</created><updated>20210530T100000Z</updated><note-attributes><source-url>%s</source-url></note-attributes><content><![CDATA[<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE en-note SYSTEM \"http://xml.evernote.com/pub/enml2.dtd\"><en-note>%s</en-note>]]></content></note>" % (a["title"], day(a, "%Y%m%d"), a["url"], "".join("<div>%s</div>" % p for p in a["paras"])) for a in AB) + "</en-export>\n")
want("layout_notes.enex", "Evernote", [art(A, source=A["host"]), art(B, source=B["host"], date=False)])

# What pandas writes, by columns, split and as a table
cols = dict(title=[a["title"] for a in AB], text=[text(a) for a in AB], source=[a["source"] for a in AB], date=[a["date"] for a in AB])
j("layout_pandas.json", {k: {str(i): v for i, v in enumerate(vs)} for k, vs in cols.items()})
want("layout_pandas.json", "pandas", [art(A), art(B)])
j("layout_pandas_split.json", dict(columns=list(cols), index=[0, 1], data=[list(r) for r in zip(*cols.values())]))
want("layout_pandas_split.json", "pandas", [art(A), art(B)])
j("layout_pandas_list.json", cols)
want("layout_pandas_list.json", "pandas", [art(A), art(B)])
j("layout_pandas_table.json", dict(schema=dict(fields=[dict(name="index", type="integer"), dict(name="title", type="string")], primaryKey=["index"], pandas_version="1.4.0"), data=[dict(index=i, **{k: vs[i] for k, vs in cols.items()}) for i in range(2)]))
want("layout_pandas_table.json", "pandas", [art(A), art(B)])

# Tables: lines above the header, a lead apart, names in other languages
table("layout_above.csv", [["Export of Monitor Plus", "", "", ""], ["Query: port AND minister", "", "", ""], [], ["Headline", "Outlet", "Publication date", "Full text"]] + [[a["title"], a["source"], day(a, "%d %b %Y"), text(a)] for a in AB])
want("layout_above.csv", "tables", [art(A), art(B)])
table("layout_russian.csv", [["Заголовок", "Источник", "Дата", "Текст"]] + [[a["title"], a["source"], day(a, "%d.%m.%Y"), text(a)] for a in (Y, Y2)], ";", "cp1251")
want("layout_russian.csv", "tables in other languages", [art(Y), art(Y2)], ["encoding_converted"])
table("layout_french.csv", [["Titre", "Journal", "Date de publication", "Auteur", "Texte intégral"]] + [[a["title"], a["source"], day(a, "%-d mai %Y"), a["author"], text(a)] for a in (F, F2)], ";", "utf-8-sig")
want("layout_french.csv", "tables in other languages", [art(F), art(F2)])
table("layout_ct.csv", [["Page Name", "User Name", "Facebook Id", "Post Created", "Type", "Total Interactions", "Likes", "Comments", "Shares", "Message", "Link", "Link Text"]] + [[a["source"], "ledger", "10%d" % i, a["date"] + " 06:30:00 EDT", "Link", "1,204", "900", "204", "100", a["paras"][0], a["url"], a["title"]] for i, a in enumerate(AB)])
want("layout_ct.csv", "posts", [], ["no_text"], told="Message")

# Blocks of labels in a Word document, and in Markdown
import docx
doc = docx.Document()
for a in (D, D2):
    for l in ("Titel: " + a["title"], "Quelle: " + a["source"], "Datum: " + day(a, "%d.%m.%Y"), ""):
        doc.add_paragraph(l)
    for p in a["paras"] + [""]:
        doc.add_paragraph(p)
doc.core_properties.created = doc.core_properties.modified = datetime.datetime(2024, 5, 1)
doc.save(os.path.join(OUT, "layout_blocks.docx"))
want("layout_blocks.docx", "blocks of labels", [art(D), art(D2)])
write("layout_clipper.md", "---\ntitle: \"%s\"\nsource: \"%s\"\nauthor:\n  - \"[[%s]]\"\npublished: %s\ncreated: 2024-05-01\ndescription: \"%s\"\ntags:\n  - \"clippings\"\n---\n%s\n" % (A["title"], A["url"], A["author"], A["date"], A["paras"][0], text(A)))
want("layout_clipper.md", "clippers", [art(A, source=A["host"])])

# A third set, written after the reader had been mended for the second.
nl = ""
for a in (A, B):
    nl += "%s\n\n%s\n\n%s\n\n\nCopyright 2021 %s Alle rechten voorbehouden\n\nSectie: BUITENLAND; Blz. 4\n\nLengte: 104 woorden\n\nAuteur: %s\n\nHoofdtekst\n\n\n%s\n\n\nLaaddatum: 30 mei 2021\n\n\nEinde van document\n" % (a["title"], a["source"], day(a, "%-d mei %Y ") + dict(zip(("14", "25"), ("vrijdag", "dinsdag")))[a["date"][8:]], a["source"], a["author"], text(a))
write("layout_nexis_nl.txt", nl)
want("layout_nexis_nl.txt", "Nexis", [art(A), art(B)])
pq = "____________________________________________________________\n\nBerichtsinformationen von ProQuest\n\n"
for i, a in enumerate([D, D2]):
    pq += "____________________________________________________________\n\nDokument %d von 2\n\n%s\n\nAutor: %s\n\nPublikationsinformationen: %s ; Ostmeer [Ostmeer]%s.\n\nProQuest-Dokumentlink\n\nZusammenfassung: Keine verfügbar.\n\nVolltext: %s\n\nThema: Häfen\n\nTitel: %s\n\nPublikationstitel: %s; Ostmeer\n\nPublikationsjahr: 2021\n\nPublikationsdatum: %s\n\nVerlag: Küstenbote\n\nQuellentyp: Newspaper\n\nPublikationssprache: German\n\nProQuest-Dokument-ID: 27%d\n\nDokument-URL: https://www.proquest.com/docview/27%d\n\nZuletzt aktualisiert: 2023-11-20\n\nDatenbank: ProQuest Central\n\n" % (i + 1, a["title"], a["author"], a["source"], day(a, "%d May %Y"), text(a), a["title"], a["source"], day(a, "May %-d, %Y"), 100 + i, 100 + i)
write("layout_proquest_de.txt", pq)
want("layout_proquest_de.txt", "ProQuest", [art(D), art(D2)])
write("layout_blocks_fr.txt", "".join("Titre : %s\nSource : %s\nDate : %s\nAuteur : %s\n\n%s\n\n====================\n\n" % (a["title"], a["source"], day(a, "%-d mai %Y"), a["author"], text(a)) for a in (F, F2)))
want("layout_blocks_fr.txt", "blocks of labels", [art(F), art(F2)])
write("layout_blocks_zh.txt", "".join("标题：%s\n来源：%s\n日期：%s\n作者：%s\n正文：\n%s\n\n\n" % (a["title"], a["source"], day(a, "%Y年%-m月%-d日"), a["author"], text(a)) for a in (C, C2)))
want("layout_blocks_zh.txt", "blocks of labels", [art(C), art(C2)])
j("layout_graph.json", {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": a["title"], "articleBody": text(a, "\n"), "datePublished": a["date"] + "T06:30:00+02:00", "dateModified": "2021-05-30T10:00:00Z", "author": {"@type": "Person", "name": a["author"]}, "publisher": {"@type": "NewsMediaOrganization", "name": a["source"]}, "mainEntityOfPage": a["url"]} for a in AB]})
want("layout_graph.json", "JSON-LD", [art(A), art(B)])
def wet(a, i):
    body = (a["title"] + "\n" + text(a, "\n")).encode()
    return ("WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: %s\r\nWARC-Date: 2021-05-26T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:%032x>\r\nWARC-Identified-Content-Language: eng\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % (a["url"], i, len(body))).encode() + body + b"\r\n\r\n"
write("layout_pages.wet", b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2021-05-26T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/warc-fields\r\nContent-Length: 10\r\n\r\nsoftware: \r\n\r\n" + wet(A, 2) + wet(B, 3))
want("layout_pages.wet", "WARC", [], ["no_text"], told="without a page")
fa = lambda a, i: "<article><reference>distdoc:archive/ArchiveDoc::Article/HARBLG00%d</reference><accessionNo>HARBLG0020210514eh5e0000%d</accessionNo><baseLanguage>en</baseLanguage><copyright fid=\"CR\">(c) 2021 Ledger Group</copyright><headline fid=\"HD\"><paragraph display=\"Proportional\">%s</paragraph></headline><byline fid=\"BY\">%s</byline><leadParagraph fid=\"LP\"><paragraph>%s</paragraph></leadParagraph><tailParagraphs fid=\"TD\">%s</tailParagraphs><publicationDate fid=\"PD\"><date>%s</date></publicationDate><publisherName>Ledger Group</publisherName><sourceCode fid=\"SC\">HARBLG</sourceCode><sourceName fid=\"SN\">%s</sourceName><wordCount fid=\"WC\">104</wordCount></article>" % (i, i, a["title"], a["author"], a["paras"][0], "".join("<paragraph>%s</paragraph>" % p for p in a["paras"][1:]), day(a, "%Y%m%d"), a["source"])
write("layout_factiva.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ppsArticleResponse><Status value=\"0\"/><ppsArticleResultSet count=\"2\"><ppsArticle>" + fa(A, 1) + "</ppsArticle><ppsArticle>" + fa(B, 2) + "</ppsArticle></ppsArticleResultSet></ppsArticleResponse>\n")
want("layout_factiva.xml", "Factiva", [art(A), art(B)])
write("layout_semeval.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<articles>\n" + "".join("<article id=\"000000%d\" published-at=\"%s\" title=\"%s\">%s</article>\n" % (i, a["date"], a["title"], ps(a)) for i, a in enumerate(AB)) + "</articles>\n")
want("layout_semeval.xml", "data sets", [art(A, source=False), art(B, source=False)])
j("layout_basil.json", dict(uuid="x1", date=A["date"], title=A["title"], url=A["url"], source=A["source"], **{"main-event": "port", "triplet-uuid": "t", "body-paragraphs": None, "body": [{"sentence-index": i, "sentence": p, "annotations": [], "aspects": []} for i, p in enumerate(A["paras"])]}))
want("layout_basil.json", "data sets", [art(A)])
table("layout_polusa.csv", [["id", "date_publish", "outlet", "headline", "lead", "body", "authors", "domain", "url", "political_leaning"]] + [[i, a["date"] + " 06:30:00", a["source"], a["title"], a["paras"][0], text(a, "\n"), "['%s']" % a["author"], a["host"], a["url"], "CENTER"] for i, a in enumerate(AB)])
want("layout_polusa.csv", "data sets", [art(A), art(B)])
table("layout_global.csv", [["article_id", "source_id", "source_name", "author", "title", "description", "url", "url_to_image", "published_at", "content", "category", "full_content"]] + [[9 + i, "", a["source"], a["author"], a["title"], a["paras"][0], a["url"], "", a["date"] + " 06:30:00.000000", text(a, "\r\n")[:120] + "… [+%d chars]" % (len(text(a)) - 120), "Ports", text(a, "\n")] for i, a in enumerate(AB)])
want("layout_global.csv", "data sets", [art(A), art(B)])
j("layout_fakenewsnet.json", dict(url=A["url"], text=text(A), images=["https://img.example/x.jpg"], top_img="https://img.example/x.jpg", keywords=[], authors=[A["author"]], canonical_link=A["url"], title=A["title"], meta_data=dict(og=dict(site_name=A["source"], title=A["title"], type="article"), description="The council said no."), movies=[], publish_date=ms(A) / 1000, source="https://www." + A["host"], summary=""))
want("layout_fakenewsnet.json", "data sets", [art(A, source=A["host"])])
table("layout_allthenews2.csv", [["", "date", "year", "month", "day", "author", "title", "article", "url", "section", "publication"]] + [[i, a["date"] + " 00:00:00", 2021, "5.0", int(a["date"][8:]), a["author"], a["title"], text(a, " "), a["url"], "World", a["source"]] for i, a in enumerate(AB)])
want("layout_allthenews2.csv", "data sets", [art(A), art(B)])

finish("README.layouts.json")
