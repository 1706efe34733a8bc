"""Makes the files export… of testdata/formats and README.exports.json, which says what a careful
reader takes from each. They were written after public descriptions of the exports and before
the reader was run on any of them. Stories, outlets and people are invented.

    pip install openpyxl pyarrow reportlab python-docx
    python3 testdata/make_exports.py testdata/formats
"""
import datetime, gzip, json, os

from samples import A, B, D, F, OUT, art, day, expected, finish, ps, text, want, write

# ProQuest, HTML: one page with all documents, labels in bold
pq = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><title>ProQuestDocuments-2024-05-01</title></head><body>"
pq += "<p>Bibliography</p><p>Citation style: APA 7th - American Psychological Association</p>"
for i, a in enumerate([A, B]):
    pq += ("<hr><p>Document %d of 2</p><h2>%s</h2><p><b>Author: </b>%s</p><p><b>Publication info: </b>%s ; Eastmere [Eastmere]. %s: A.1.</p>"
           "<p><a href=\"https://www.proquest.com/docview/25%d\">ProQuest document link</a></p><p><b>Full text: </b></p>%s"
           "<p><b>Subject: </b>Ports; Strikes</p><p><b>Publication title: </b>%s; Eastmere</p><p><b>First page: </b>A.1</p><p><b>Publication year: </b>2021</p>"
           "<p><b>Publication date: </b>%s</p><p><b>Source type: </b>Newspaper</p><p><b>Language of publication: </b>English</p>"
           "<p><b>ProQuest document ID: </b>25%d</p><p><b>Copyright: </b>Copyright %s 2021</p><p><b>Last updated: </b>2023-11-20</p><p><b>Database: </b>Global Newsstream</p>"
           ) % (i + 1, a["title"], "Roe, Jane", a["source"], day(a, "%d %b %Y"), 270000 + i, ps(a), a["source"], day(a, "%b %-d, %Y"), 270000 + i, a["source"])
write("export_proquest.html", pq + "<p>Contact us at: http://www.proquest.com/go/pqissupportcontact</p><p>Copyright © 2024 ProQuest LLC. All rights reserved.</p></body></html>")
want("export_proquest.html", "ProQuest", [art(A), art(B)])

# ProQuest, text with ruled lines between documents and the text on the line of its label
pq = "____________________________________________________________\n\nReport Information from ProQuest\n\nMay 01 2024 09:15\n\n"
for i, a in enumerate([A, B]):
    pq += ("____________________________________________________________\n\n%s: [Final Edition]\n\nAuthor: Roe, Jane\n\nPublication info: %s ; Eastmere [Eastmere]%s: 4.\n\nhttps://www.proquest.com/docview/26%d\n\nAbstract: None available.\n\n"
           "Links: https://resolver.example/?id=%d\n\nFull text: %s\n\nSubject: Ports\n\nLocation: Eastmere\n\nTitle: %s: [Final Edition]\n\nPublication title: %s; Eastmere\n\nPages: 4\n\nPublication year: 2021\n\nPublication date: %s\n\nSection: News\n\n"
           "Publisher: Ledger Group\n\nISSN: 00000000\n\nSource type: Newspaper\n\nLanguage of publication: English\n\nDocument type: News\n\nProQuest document ID: 26%d\n\nDocument URL: https://www.proquest.com/docview/26%d\n\nCopyright: Copyright Ledger Group %s\n\nLast updated: 2023-11-20\n\nDatabase: ProQuest Central\n\n"
           ) % (a["title"], a["source"], day(a, "%d %b %Y"), 1000 + i, i, text(a), a["title"], a["source"], day(a, "%b %-d, %Y"), 1000 + i, 1000 + i, day(a, "%b %-d, %Y"))
write("export_proquest_ruled.txt", pq + "____________________________________________________________\n\nContact us at: http://www.proquest.com/go/pqissupportcontact Copyright © 2024 ProQuest LLC. All rights reserved. Terms and Conditions: https://www.proquest.com/info/termsAndConditions\n")
want("export_proquest_ruled.txt", "ProQuest", [art(A, title=A["title"] + ": [Final Edition]"), art(B, title=B["title"] + ": [Final Edition]")])

# ProQuest, RIS: references without texts
write("export_proquest.ris", "".join("TY  - NEWS\nAB  - %s\nAU  - Roe, Jane\nCY  - Eastmere\nDA  - %s\nDB  - ProQuest Central\nLA  - English\nPB  - Ledger Group\nPY  - 2021\nSP  - 4\nT2  - %s\nTI  - %s\nUR  - https://www.proquest.com/docview/26%d\nER  - \n\n"
                                     % (a["paras"][0], day(a, "%Y %b %-d"), a["source"], a["title"], i) for i, a in enumerate([A, B])))
want("export_proquest.ris", "RIS", [], ["sheet_not_used"], told="--metadata")

# Nexis, in German, as text
nx = ""
for a in (D,):
    nx += "%s\n\nKüstenbote\n\n%s\n\nGesamtausgabe\n\n\nCopyright 2021 Küstenbote Verlag GmbH Alle Rechte vorbehalten\n\nSection: WIRTSCHAFT; S. 6\n\nLength: 75 words\n\nByline: Anna Poe\n\nHighlight: Die Gewerkschaften stimmen über einen Streik ab.\n\nBody\n\n\n%s\n\n\nLoad-Date: May 16, 2021\n\n\nEnd of Document\n" % (a["title"], "Freitag 14. Mai 2021", text(a, "\n\n"))
write("export_nexis_de.txt", nx)
want("export_nexis_de.txt", "Nexis", [art(D)])

# Nexis Newsdesk, workbook: lines above the header
import openpyxl
wb = openpyxl.Workbook()
ws = wb.active
ws.title = "Results"
ws.append(["Nexis Newsdesk"])
ws.append(["Search: port AND minister", None, None, "Results: 2"])
ws.append([])
ws.append(["#", "Published Date", "Headline", "Source Name", "Source Rank", "Country", "Author", "Word Count", "Article URL", "Full Article Text", "Date added"])
for i, a in enumerate([A, B]):
    ws.append([i + 1, datetime.datetime.fromisoformat(a["date"] + "T06:30:00"), a["title"], a["source"], 3, "Eastland", a["author"], 100, a["url"], text(a), datetime.datetime(2021, 6, 1, 8, 0)])
wb.save(os.path.join(OUT, "export_newsdesk.xlsx"))
want("export_newsdesk.xlsx", "XLSX", [art(A), art(B)])

# Nexis, a PDF of two documents with running heads
from reportlab.pdfgen import canvas
c = canvas.Canvas(os.path.join(OUT, "export_nexis.pdf"), invariant=1)
for a in (A, B):
    y = 780
    c.setFont("Helvetica", 8)
    c.drawString(450, 800, "Page 1 of 1")
    c.drawString(72, 800, a["title"])
    c.setFont("Helvetica-Bold", 14)
    c.drawString(72, y - 20, a["title"])
    c.setFont("Helvetica", 10)
    y -= 50
    for l in (a["source"], day(a, "%B %-d, %Y %A"), "Copyright 2021 Ledger Group All Rights Reserved", "Section: NEWS; Pg. 4", "Length: 100 words", "Byline: " + a["author"]):
        c.drawString(72, y, l)
        y -= 20
    c.setFont("Helvetica-Bold", 12)
    c.drawString(72, y - 4, "Body")
    y -= 34
    c.setFont("Helvetica", 10)
    for p in a["paras"]:
        line = ""
        for w in p.replace("“", '"').replace("”", '"').split() + [None]:
            if w is None or c.stringWidth(line + " " + w, "Helvetica", 10) > 450:
                c.drawString(72, y, line)
                y -= 12
                line = w or ""
            else:
                line = (line + " " + w).strip()
        y -= 10
    c.drawString(72, y - 10, "Load-Date: May 30, 2021")
    c.setFont("Helvetica-Bold", 10)
    c.drawString(260, y - 40, "End of Document")
    c.showPage()
c.save()
flat = lambda a: text(a).replace("“", '"').replace("”", '"')
want("export_nexis.pdf", "Nexis", [art(A, told="PDF", body=flat(A)), art(B, told="PDF", body=flat(B))])

# Factiva, HTML of the "article format": no field codes
fh = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'/><title>Factiva</title></head><body><div id='pageHeader'>Dow Jones Factiva</div><div id='articles'>"
for a, lang, name in ((A, "en", "English"), (B, "en", "English")):
    fh += ("<div class='article %sArticle'><div id='hd'><span class='%sHeadline'>%s</span></div><div class='author'>By %s </div><div>104 words</div><div>%s</div><div>06:30</div><div>%s</div><div>HARBLG</div><div>4</div><div>%s</div><div>Copyright 2021 Ledger Group. All rights reserved.</div>%s<p>Ledger Group</p><p>Document HARBLG0020210514eh5e%05d</p></div>"
           % (lang, lang, a["title"], a["author"], day(a, "%-d %B %Y"), a["source"], name, "".join("<p class='articleParagraph %sarticleParagraph'>%s</p>" % (lang, p) for p in a["paras"]), len(fh)))
write("export_factiva_page.html", fh + "</div><div>© 2024 Factiva, Inc. All rights reserved.</div></body></html>")
want("export_factiva_page.html", "Factiva", [art(A), art(B)])

# Factiva, HTML with field codes in a table, one of the articles in French
fh = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Factiva</title></head><body>"
for i, (a, lang) in enumerate([(A, "en"), (F, "fr")]):
    row = lambda code, v: "<tr><td class='index' align='right'><b>%s</b>&nbsp;</td><td>%s</td></tr>" % (code, v)
    par = lambda q: "".join("<p class='articleParagraph %sarticleParagraph'>%s</p>" % (lang, p) for p in q)
    fh += "<div class='article %sArticle' id='article-%d'><table>" % (lang, i) + row("SE", "News") + row("HD", "<span class='%sHeadline'>%s</span>" % (lang, a["title"])) + row("BY", a["author"]) + row("WC", "104 words") + row("PD", day(a, "%-d %B %Y") if lang == "en" else "14 mai 2021") + row("ET", "06:30") + row("SN", a["source"]) + row("SC", "HARBLG") + row("PG", "4") + row("LA", "English" if lang == "en" else "Français") + row("CY", "© 2021 Ledger Group.") + row("LP", par(a["paras"][:1])) + row("TD", par(a["paras"][1:])) + row("NS", "gstrk : Strikes") + row("RE", "eastm : Eastmere") + row("PUB", "Ledger Group") + row("AN", "Document HARBLG0020210514eh5e0000%d" % i) + "</table></div><br/>"
write("export_factiva_fields.html", fh + "</body></html>")
want("export_factiva_fields.html", "Factiva", [art(A), art(F)])

# Event Registry, one answer an article, by its uri
write("export_eventregistry_uris.json", json.dumps({"75100%d" % i: {"info": dict(
    uri="75100%d" % i, lang="eng", isDuplicate=False, date=a["date"], time="06:30:00", dateTime=a["date"] + "T06:30:00Z", dateTimePub=a["date"] + "T05:58:00Z", dataType="news", sim=0,
    url=a["url"], title=a["title"], body=text(a), source=dict(uri=a["host"], dataType="news", title=a["source"]), authors=[dict(uri="x", name=a["author"], type="author", isAgency=False)], sentiment=-0.2, wgt=1, relevance=1)}
    for i, a in enumerate([A, B])}, ensure_ascii=False))
want("export_eventregistry_uris.json", "Event Registry", [art(A), art(B)])

# NewsAPI, free: texts that are cut
write("export_newsapi_free.json", json.dumps(dict(status="ok", totalResults=2, articles=[dict(
    source=dict(id=None, name=a["source"]), author=a["author"], title=a["title"] + " - " + a["source"], description=a["paras"][0], url=a["url"], urlToImage=None, publishedAt=a["date"] + "T06:30:00Z",
    content=text(a, "\r\n")[:200] + "… [+%d chars]" % (len(text(a)) - 200)) for a in (A, B)]), ensure_ascii=False))
want("export_newsapi_free.json", "NewsAPI", [art(a, body=text(a, "\r\n")[:200] + "… [+%d chars]" % (len(text(a)) - 200), told="cut", title=a["title"] + " - " + a["source"]) for a in (A, B)])

# Media Cloud, 2023 and later, with texts, JSON Lines
write("export_mediacloud.jsonl", "".join(json.dumps(dict(id="a1b2c3%d" % i, media_name=a["host"], media_url=a["host"], title=a["title"], publish_date=a["date"], url=a["url"], language="en", indexed_date="2024-01-31T11:12:13", text=text(a, "\n"))) + "\n" for i, a in enumerate([A, B])))
want("export_mediacloud.jsonl", "Media Cloud", [art(A, source="harborledger.example"), art(B, source="prairiewire.example")])

# GDELT Global Knowledge Graph 2.1: no texts, no header
gkg = lambda a: "\t".join(["20210514093000-12", "20210514093000", "1", a["host"], a["url"], "", "", "STRIKE;TAX_FNCACT_MINISTER;", "STRIKE,210;TAX_FNCACT_MINISTER,88", "4#Eastmere, Eastland#EL#EL01#1.5#2.5#-1", "", "mara quist", "Mara Quist,230", "port council", "Port Council,12", "-4.1,1.2,5.3,6.5,20,0,98", "", "wc:98,c12.1:3", "", "", "", "", "", "", "", "", "<PAGE_TITLE>%s</PAGE_TITLE>" % a["title"]])
write("export_gdelt.gkg.csv", gkg(A) + "\n" + gkg(B) + "\n")
want("export_gdelt.gkg.csv", "GDELT", [], ["no_text"], told="no column holds texts")

# LexisNexis NEWSITEM, as its web services and bulk deliveries have it
write("export_newsitem.xml", """<?xml version="1.0" encoding="UTF-8"?>
<NEWSITEM xmlns:lnv="http://www.lexis-nexis.com/lnv" xmlns:lnvxe="http://www.lexis-nexis.com/lnvxe" xmlns:lndocmeta="http://www.lexis-nexis.com/lndocmeta">
<lndocmeta:docinfo><lndocmeta:lnlni lnlni="62P0-0001"/><lndocmeta:smi lnsmi="A817"/><lndocmeta:lndoctype lndoctypename="NEWSITEM"/></lndocmeta:docinfo>
<lnv:COPYRIGHT><lnv:PUB-COPYRIGHT>Copyright <lnvxe:copyright.year year="2021">2021</lnvxe:copyright.year> <lnvxe:copyright.holder>Ledger Group</lnvxe:copyright.holder></lnv:PUB-COPYRIGHT></lnv:COPYRIGHT>
<lnv:PUB>%s</lnv:PUB><lnv:PUB-DATE><lnvxe:date year="2021" month="05" day="14">May 14, 2021 Friday</lnvxe:date></lnv:PUB-DATE>
<lnv:SECTION-INFO>Section: <lnvxe:position.section>NEWS</lnvxe:position.section>; Pg. 4</lnv:SECTION-INFO><lnv:LENGTH>104 words</lnv:LENGTH>
<lnv:HEADLINE><lnvxe:hl1>%s</lnvxe:hl1></lnv:HEADLINE><lnv:BYLINE><lnvxe:bydesc>%s</lnvxe:bydesc></lnv:BYLINE>
<lnv:REAL-LEAD><p><lnvxe:text>%s</lnvxe:text></p></lnv:REAL-LEAD><lnv:BODY-1><p><lnvxe:text>%s</lnvxe:text></p><p><lnvxe:text>%s</lnvxe:text></p></lnv:BODY-1>
<lnv:LOAD-DATE><lnvxe:date year="2021" month="05" day="16">May 16, 2021</lnvxe:date></lnv:LOAD-DATE><lnv:LANGUAGE><lnvxe:lang.english iso639-1="en">ENGLISH</lnvxe:lang.english></lnv:LANGUAGE>
</NEWSITEM>
""" % tuple([A["source"], A["title"], A["author"]] + A["paras"]))
want("export_newsitem.xml", "LexisNexis XML", [art(A)])

# LexisNexis Metabase, a stream of articles
write("export_metabase.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response xmlns=\"http://www.moreover.com/metabase\"><status>SUCCESS</status><articles>" + "".join(
    "<article><sequenceId>4477%d</sequenceId><id>3600%d</id><language>English</language><languageCode>en</languageCode><title>%s</title><subTitle/><content>%s</content><publishedDate>%sT05:58:00Z</publishedDate><harvestDate>2021-05-30T06:01:00Z</harvestDate><url>%s</url><author><name>%s</name></author><duplicateGroupId>1</duplicateGroupId><copyright>Copyright</copyright>"
    "<source><id>9%d</id><name>%s</name><homeUrl>http://www.%s</homeUrl><category>Local</category><editorialRank>3</editorialRank><location><country>Eastland</country></location><feed><id>1</id><name>%s - World</name><mediaType>News</mediaType></feed></source></article>" % (i, i, a["title"], text(a, "\n"), a["date"], a["url"], a["author"], i, a["source"], a["host"], a["source"]) for i, a in enumerate([A, B])) + "</articles></response>\n")
want("export_metabase.xml", "LexisNexis XML", [art(A), art(B)])

# NewsML-G2 of an agency
write("export_newsml.xml", """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2021-05-15T02:00:00Z</sent></header><itemSet>
<newsItem guid="tag:coastagency.example,2021:newsml_X1" version="1" standard="NewsML-G2" standardversion="2.18" xml:lang="en">
<rightsInfo><copyrightHolder literal="Coast Agency"/></rightsInfo>
<itemMeta><itemClass qcode="icls:text"/><provider literal="Coast Agency"><name>Coast Agency</name></provider><versionCreated>2021-05-14T18:30:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><urgency>4</urgency><contentCreated>2021-05-14T16:02:00Z</contentCreated><located><name>EASTMERE</name></located><creator><name>Jane Roe</name></creator><headline>%s</headline><slugline separator="-">PORT-STRIKE/</slugline><by>Jane Roe</by></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head><body>%s</body></html></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>
""" % (A["title"], ps(A)))
want("export_newsml.xml", "NewsML-G2", [art(A, source="Coast Agency")])

# JSON Feed
write("export_feed.json", json.dumps(dict(version="https://jsonfeed.org/version/1.1", title="Harbor Ledger", home_page_url="https://www.harborledger.example/", feed_url="https://www.harborledger.example/feed.json",
    items=[dict(id=a["url"], url=a["url"], title=a["title"], content_html=ps(a), summary="An article.", date_published=a["date"] + "T06:30:00+02:00", date_modified="2021-05-30T10:00:00Z", authors=[dict(name=a["author"])]) for a in (A, dict(B, source="Harbor Ledger"))]), ensure_ascii=False))
want("export_feed.json", "JSON Feed", [art(A), art(B, source="Harbor Ledger")])

# Common Crawl news: payloads that are packed and in chunks, a page seen before, what robots may do
def record(kind, uri, body, extra=""):
    return ("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2021-05-26T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:%032x>\r\n%sContent-Length: %d\r\n\r\n" % (kind, uri, len(body), extra, len(body))).encode() + body + b"\r\n\r\n"


def page(a, extra=""):
    return ("<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>%s | %s</title><meta property='og:title' content=\"%s\"><meta property='og:site_name' content='%s'><meta property='article:published_time' content='%sT06:30:00Z'>%s</head><body><nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>%s</h1>%s</article><footer>© 2021 Ledger Group</footer></body></html>"
            % (a["title"], a["source"], a["title"], a["source"], a["date"], extra, a["title"], ps(a))).encode()


def chunked(b):
    return b"%x\r\n" % 100 + b[:100] + b"\r\n" + b"%x\r\n" % (len(b) - 100) + b[100:] + b"\r\n0\r\n\r\n"


w = record("warcinfo", "", b"software: news-crawl\r\nformat: WARC File Format 1.0\r\n", "Content-Type: application/warc-fields\r\n")
w += record("response", "https://www.harborledger.example/robots.txt", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /search\n", "Content-Type: application/http; msgtype=response\r\n")
w += record("request", A["url"], b"GET /x HTTP/1.1\r\nHost: x\r\n\r\n", "Content-Type: application/http; msgtype=request\r\n")
w += record("response", A["url"], b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(page(A), mtime=0), "Content-Type: application/http; msgtype=response\r\n")
w += record("response", B["url"], b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(page(B)), "Content-Type: application/http; msgtype=response\r\n")
w += record("revisit", A["url"], b"HTTP/1.1 304 Not Modified\r\n\r\n", "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n")
w += record("response", "https://www.harborledger.example/old", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><body><p>Not found.</p></body></html>", "Content-Type: application/http; msgtype=response\r\n")
write("export_ccnews.warc", w)
want("export_ccnews.warc", "WARC", [art(A), art(B)], ["unsupported_format"])

# A data set made of Common Crawl news, Parquet: two columns of days, the site and its address
import pyarrow as pa, pyarrow.parquet as pq_
tab = pa.table(dict(requested_url=[A["url"], B["url"]], plain_text=[text(A, "\n"), text(B, "\n")], published_date=[A["date"], B["date"]], title=[A["title"], B["title"]], tags=[["port"], []], author=[A["author"], B["author"]],
                    sitename=[A["source"], B["source"]], image_url=["", ""], language=["en", "en"], language_score=[0.99, 0.98], responded_url=[A["url"], B["url"]], publisher=[A["host"], B["host"]],
                    warc_path=["crawl-data/x.warc.gz"] * 2, crawl_date=pa.array([datetime.datetime(2021, 5, 27)] * 2, pa.timestamp("ms"))))
pq_.write_table(tab, os.path.join(OUT, "export_ccnews.parquet"), compression="zstd")
want("export_ccnews.parquet", "Parquet", [art(A), art(B)])

# A broadcaster's transcript, as it stands on its page
talk = ["QUIST: Good evening. I am Mara Quist, and the port council has said no to the minister tonight.", "ROE: What was in the offer that made you angry?", "QUIST: It was the same as last year. We read it twice, and it did not get better.", "ROE: The ministry says that you never called back.", "QUIST: That is not true. We called four times, and nobody answered.", "ROE: Thank you for being here. We will be right back after this."]
write("export_transcript.txt", "EASTMERE TONIGHT\n\nPort Council Rejects Offer; Dam Holds In The Long Valley\n\nAired May 14, 2021 - 21:00 ET\n\nTHIS IS A RUSH TRANSCRIPT. THIS COPY MAY NOT BE IN ITS FINAL FORM AND MAY BE UPDATED.\n\n[21:00:00]\n\n" + "\n\n".join(talk) + "\n")
want("export_transcript.txt", "transcript", [dict(title="EASTMERE TONIGHT", source="", date="2021-05-14", text=None, told="transcript", open=["text"])])

# A live blog with the markup of schema.org
posts = [("Council says no", A["paras"][0], "2021-05-14T16:02:00Z"), ("Unions to vote", A["paras"][2], "2021-05-14T17:20:00Z"), ("Dam holds", B["paras"][1], "2021-05-14T18:45:00Z"), ("Minister leaves", A["paras"][1], "2021-05-14T19:10:00Z")]
ld = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Port dispute: all updates", "datePublished": "2021-05-14T15:30:00Z", "coverageStartTime": "2021-05-14T15:30:00Z", "publisher": {"@type": "Organization", "name": "Harbor Ledger"},
      "liveBlogUpdate": [{"@type": "BlogPosting", "headline": h, "articleBody": b, "datePublished": d} for h, b, d in posts]}
write("export_live.html", "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Port dispute: all updates | Harbor Ledger</title><script type='application/ld+json'>%s</script></head><body><article><h1>Port dispute: all updates</h1>%s</article></body></html>"
      % (json.dumps(ld, ensure_ascii=False), "".join("<section class='live-post'><time datetime='%s'>%s</time><h2>%s</h2><p>%s</p></section>" % (d, d[11:16], h, b) for h, b, d in posts)))
want("export_live.html", "live blog", [dict(title="Port dispute: all updates", source="Harbor Ledger", date="2021-05-14", text=None, told="live blog")])

# Europresse, HTML
eu = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Europresse</title></head><body>"
for a, head, pub in ((F, "Économie, vendredi 14 mai 2021 103 mots, p. 4", "La Gazette du Port, no. 23411"), (dict(B, source="Prairie Wire"), "World, Tuesday, May 25, 2021 98 words, p. 2", "Prairie Wire (site web)")):
    eu += ("<article><header><div class='rdp__DocPublicationName'><span class='DocPublicationName'>%s</span></div><div><span class='DocHeader'>%s</span></div><div class='titreArticle'><p class='titreArticleVisu rdp__articletitle'>%s</p></div><div class='sm-margin-bottomNews'>%s</div></header>"
           "<section><div class='DocText clearfix'><div class='docOcurrContainer'>%s</div></div></section><aside><div class='apd-wrapper'>© 2021 %s. Tous droits réservés.<br>Le présent document est protégé par les lois et conventions internationales sur le droit d'auteur.</div><div class='publiC-lblNodoc'>news·20210514·GP·0%d</div></aside></article>"
           % (pub, head, a["title"], a["author"], ps(a), a["source"], len(pub)))
write("export_europresse.html", eu + "<footer>Document(s) émis le 1 mai 2024 à : Université</footer></body></html>")
want("export_europresse.html", "Europresse", [art(F), art(B)])

# WISO (Genios), text
wi = "Dokumente\n\nInhaltsverzeichnis\n\n1. %s ... 2\n2. Zweites Dokument ... 3\n\n" % D["title"]
D2 = dict(D, title="Bauern danken den Ingenieuren", source="Prärie-Kurier", date="2021-05-25", paras=["Die Bauern im Langen Tal haben am Dienstag den Ingenieuren gedankt, deren Damm ihre Felder im stärksten Regen seit vierzig Jahren trocken hielt.", "Nicht alle sind zufrieden. Die Dörfer unterhalb des Damms sagen, dass sie niemand gefragt habe."])
for a, quelle in ((D, "Küstenbote vom 14.05.2021, Nr. 110, S. 6"), (D2, "Prärie-Kurier, 25.05.2021, S. 2")):
    wi += "%s\n\n%s\n\nQuelle: %s\nRessort: Wirtschaft\nDokumentnummer: 20210514_KB_%d\nDauerhafte Adresse des Dokuments: https://www.wiso-net.de/document/KB__20210514%d\nAlle Rechte vorbehalten: (c) %s Verlag GmbH\n© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH\n\nSeite 2 von 3\n\n" % (a["title"], text(a), quelle, len(quelle), len(quelle), a["source"])
write("export_wiso.txt", wi)
want("export_wiso.txt", "WISO", [art(D), art(D2)])

# PressReader: what its "copy" gives
write("export_pressreader.txt", "%s\n\n%s\n\n%s\n%s\nJane Roe\n\n%s\n" % (A["title"], "Unions vote on a strike next week", A["source"], "14 May 2021", text(A)))
want("export_pressreader.txt", "PressReader", [art(A, body="Unions vote on a strike next week\n\nJane Roe\n\n" + text(A), open=["text"])])

# NewsBank (Access World News), text of two articles
nb = ""
for a in (A, B):
    nb += "%s\n%s | %s (Eastmere, EL)\nAuthor: %s | Section: World | Page: A4\n104 Words\nOpenURL Link: https://infoweb.newsbank.com/apps/news/openurl?id=1%d\n\n%s\n\n• Citation (AMA Style)\n%s. %s. %s. %s. Accessed May 1, 2024.\n• Copyright\nCopyright, 2021, %s. All Rights Reserved.\n\n" % (a["title"], day(a, "%B %-d, %Y"), a["source"], a["author"], len(nb), text(a), a["author"], a["title"], a["source"], day(a, "%B %-d, %Y"), a["source"])
write("export_newsbank.txt", nb)
want("export_newsbank.txt", "NewsBank", [art(A), art(B)])

# Swissdox@LiRI, tab-separated, the text with tags of its own
sw = "id\tpubtime\tmedium_code\tmedium_name\trubric\tregional\tdoctype\tdoctype_description\tlanguage\tchar_count\tdateline\thead\tsubhead\tarticle_link\tcontent_id\tcontent\n"
for i, a in enumerate([A, B]):
    sw += "%d\t%s 06:30:00+02\tHL\t%s\tWirtschaft\t\tPRD\tpress daily\ten\t%d\t\t%s\t\t\t0a%d-11\t\"<tx><au>%s</au>%s</tx>\"\n" % (4001 + i, a["date"], a["source"], len(text(a)), a["title"], i, a["author"], "".join("<p>%s</p>" % p.replace('"', '""') for p in a["paras"]))
write("export_swissdox.tsv", sw)
want("export_swissdox.tsv", "Swissdox", [art(A, body=A["author"] + "\n\n" + text(A)), art(B, body=B["author"] + "\n\n" + text(B))])

# The Guardian's Open Platform
write("export_guardian.json", json.dumps(dict(response=dict(status="ok", userTier="developer", total=2, pageSize=10, currentPage=1, pages=1, results=[dict(
    id="world/2021/may/14/%d" % i, type="article", sectionId="world", sectionName="World news", webPublicationDate=a["date"] + "T06:30:00Z", webTitle=a["title"], webUrl="https://www.theguardian.com/world/2021/may/%s/%d" % (a["date"][8:], i), apiUrl="https://content.guardianapis.com/world/%d" % i,
    fields=dict(headline=a["title"], trailText="An article.", byline=a["author"], wordcount="104", publication="The Guardian", lastModified="2021-05-30T10:00:00Z", bodyText=text(a, " ")), isHosted=False, pillarId="pillar/news", pillarName="News") for i, a in enumerate([A, B])])), ensure_ascii=False))
want("export_guardian.json", "Guardian API", [art(A, source="The Guardian"), art(B, source="The Guardian")])

# news-please: three days, one of them that of the download
write("export_newsplease.json", json.dumps(dict(authors=[A["author"]], date_download="2021-06-07 10:11:12", date_modify="2021-05-16 09:00:00", date_publish=A["date"] + " 06:30:00", description=A["paras"][0], filename="x.json", image_url=None, language="en", localpath=None, maintext=text(A, "\n"), source_domain="www.harborledger.example", text=None, title=A["title"], title_page=A["title"] + " | Harbor Ledger", title_rss=None, url=A["url"]), ensure_ascii=False))
want("export_newsplease.json", "news-please", [art(A, source="harborledger.example")])

# trafilatura: JSON whose "source" is an address, and XML
write("export_trafilatura.json", json.dumps({"title": A["title"], "author": A["author"], "hostname": A["host"], "date": A["date"], "fingerprint": "af9e", "id": None, "license": None, "comments": "", "raw_text": text(A, " "), "text": text(A, "\n"), "language": None, "image": None, "pagetype": "article", "filedate": "2021-06-07", "source": A["url"], "source-hostname": A["source"], "excerpt": "Unions vote.", "categories": "World", "tags": ""}, ensure_ascii=False))
want("export_trafilatura.json", "trafilatura", [art(A)])
write("export_trafilatura.xml", "<doc sitename=\"%s\" title=\"%s\" author=\"%s\" date=\"%s\" source=\"%s\" hostname=\"%s\" excerpt=\"Unions vote.\" categories=\"World\" fingerprint=\"af9e\">\n  <main>%s</main>\n  <comments/>\n</doc>\n" % (A["source"], A["title"], A["author"], A["date"], A["url"], A["host"], ps(A)))
want("export_trafilatura.xml", "trafilatura", [art(A)])

# Word: the list of a Nexis delivery with a table of contents, two documents
import docx
d = docx.Document()
d.add_paragraph("User Name: Jane Roe")
d.add_paragraph("Date and Time: Wednesday, May 1, 2024 9:15:00 AM")
d.add_paragraph("Job Number: 220011")
d.add_paragraph("Documents (2)")
for i, a in enumerate([A, B]):
    d.add_paragraph("%d. %s" % (i + 1, a["title"]))
    d.add_paragraph("Client/Matter: -None-")
    d.add_paragraph("Search Terms: port AND minister")
for a in (A, B):
    d.add_page_break()
    d.add_heading(a["title"], 1)
    for l in (a["source"], day(a, "%B %-d, %Y %A 6:30 AM EST"), "Copyright 2021 Ledger Group All Rights Reserved"):
        d.add_paragraph(l)
    for k, v in (("Section", "NEWS; Pg. 4"), ("Length", "104 words"), ("Byline", a["author"])):
        p = d.add_paragraph()
        p.add_run(k + ":").bold = True
        p.add_run(" " + v)
    d.add_heading("Body", 2)
    for p in a["paras"]:
        d.add_paragraph(p)
    d.add_heading("Classification", 2)
    for l in ("Language: ENGLISH", "Publication-Type: Newspaper", "Subject: PORTS & HARBORS (90%)", "Load-Date: May 30, 2021"):
        d.add_paragraph(l)
    d.add_paragraph("End of Document")
d.core_properties.created = d.core_properties.modified = datetime.datetime(2024, 5, 1)
d.save(os.path.join(OUT, "export_nexis.docx"))
want("export_nexis.docx", "Nexis", [art(A), art(B)])

for e in expected:  # what stands in a transcript and a live blog is whole where it has all the words of the turns
    for a in e["articles"]:
        if a["text"] is None:
            a["text"] = "\n\n".join(talk) if "TONIGHT" in a["title"] else "\n\n".join("%s %s %s" % (x[11:16], h, b) for h, b, x in posts)
finish("README.exports.json")
