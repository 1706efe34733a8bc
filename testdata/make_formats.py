"""Makes the samples of testdata/formats that are not written by hand, and
README.expected.json, which says what must be read of each. Stories, outlets and
people are invented; the shapes follow the public descriptions of the exports.

    pip install openpyxl pyarrow reportlab python-docx warcio
    python3 testdata/make_formats.py testdata/formats
"""
import base64, csv, datetime, io, json, os, quopri, zipfile

from samples import OUT, finish, text, want, write

A = dict(
    title="Envoy returns to Doha for talks", source="Harbor Ledger", date="2020-03-02", author="Jane Roe",
    url="https://www.harborledger.example/2020/world/envoy-returns",
    paras=["Negotiators for the Taliban met an envoy of President Trump in Doha on Monday, officials of both sides said after the talks.",
           "The envoy called the meeting \u201cfrank and useful\u201d, and said that the group\u2019s delegation had asked for more time to study the paper.",
           "Nobody wanted to be the first to leave the hotel, a reporter who was there said. Talks go on on Thursday in a caf\u00e9 near the port."])
B = dict(
    title="Wheat prices fall again", source="Prairie Wire", date="2020-03-03", author="Max Moe",
    url="https://www.prairiewire.example/wheat-prices",
    paras=["Prices of wheat fell for a third week, traders in the port said on Tuesday, and no end of it is in sight.",
           "Farmers who had kept their grain back in the autumn are selling now, the exchange said, because the granaries must be empty before the new harvest comes in."])
C = dict(
    title="Harbor opens again after the storm", source="Coast Post", date="2020-11-12", author="Ann Poe",
    url="https://www.coastpost.example/news/harbor-opens",
    paras=["The harbor of Eastmere opened again on Thursday, four days after a storm had torn two cranes from their rails.",
           "Ships that had waited outside came in one after another. The first was a collier with a cargo of salt, and its captain waved from the bridge.",
           "The mayor thanked the crews who had worked through three nights, and asked the council for new cranes."])
ARTS = [A, B, C]


def art(a, source=True, date=True, told="", body=None, title=True):
    return dict(title=a["title"] if title else "", source=a["source"] if source is True else (source or ""),
                date=a["date"] if date is True else (date or ""), text=text(a) if body is None else body, told=told)


def long_day(iso):
    return datetime.date.fromisoformat(iso).strftime("%B %-d, %Y")


def day_first(iso):
    return datetime.date.fromisoformat(iso).strftime("%-d %B %Y")


# --- spreadsheets
import openpyxl
wb = openpyxl.Workbook()
ws = wb.active
ws.title = "Articles"
ws.append(["Headline", "Newspaper", "Date", "URL", "Article Text", "Leaning"])
for a in ARTS:
    ws.append([a["title"], a["source"], datetime.datetime.fromisoformat(a["date"]), a["url"], text(a), "centre"])
    ws.cell(row=ws.max_row, column=3).number_format = "dd/mm/yyyy"
notes = wb.create_sheet("Notes")
notes.append(["what", "who"])
notes.append(["coded twice", "J. R."])
wb.save(os.path.join(OUT, "articles.xlsx"))
want("articles.xlsx", "XLSX", [art(a) for a in ARTS])

wb = openpyxl.Workbook()
ws = wb.active
ws.append([])
ws.append(["id", "title", "source", "published", "text"])
ws.append(["k1", A["title"], A["source"], "March 2, 2020", text(A)])
ws.append([])
ws.append(["k2", B["title"], B["source"], 43893, text(B)])
more = wb.create_sheet("more")
more.append(["id", "title", "source", "published", "text"])
more.append(["k3", C["title"], C["source"], "2020-11-12", text(C)])
wb.save(os.path.join(OUT, "worksheets.xlsx"))
want("worksheets.xlsx", "XLSX", [art(a) for a in ARTS])

wb = openpyxl.Workbook()
ws = wb.active
ws.append(["file", "source", "date", "title", "bias"])
for i, a in enumerate(ARTS):
    ws.append(["text%d.txt" % (i + 1), a["source"], datetime.datetime.fromisoformat(a["date"]), a["title"], "left"])
wb.save(os.path.join(OUT, "metadata.xlsx"))
want("metadata.xlsx", "XLSX (metadata)", [art(a) for a in ARTS], role="sheet")

# --- Rich Text Format


def rtf_escape(s):
    out = []
    for ch in s:
        if ch in "\\{}":
            out.append("\\" + ch)
        elif ord(ch) < 128:
            out.append(ch)
        else:
            for unit in [int.from_bytes(ch.encode("utf-16-le")[i:i + 2], "little", signed=True) for i in range(0, len(ch.encode("utf-16-le")), 2)]:
                out.append("\\u%d?" % unit)
    return "".join(out)


RTF_HEAD = ("{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang1033{\\fonttbl{\\f0\\froman Times New Roman;}{\\f1\\fswiss Arial;}}"
            "{\\colortbl;\\red0\\green0\\blue0;}{\\*\\generator Export;}{\\info{\\title Search results}{\\author J. Roe}}"
            "{\\header \\pard Page \\chpgn\\par}\\viewkind4\\uc1\n")


def rtf(lines, cp1252=False):
    def enc(s):
        if cp1252:
            return "".join(ch if ord(ch) < 128 and ch not in "\\{}" else "\\'%02x" % ch.encode("cp1252")[0] for ch in s)
        return rtf_escape(s)
    return RTF_HEAD + "".join("\\pard\\sa120{\\f1\\fs24\\b0 %s}\\par\n" % enc(l) for l in lines) + "}"


def nexis_lines(docs, newest=True):
    lines = ["User Name: = J. Roe", "Date and Time: Monday, March 9, 2020 10:12:00 AM EST", "Job Number: 100200300", "",
             "Documents (%d)" % len(docs)]
    for i, a in enumerate(docs):
        lines += ["%d. %s" % (i + 1, a["title"]), "   Client/Matter: -None-", "   Search Terms: envoy OR wheat", "   Search Type: Terms and Connectors"]
    lines += ["About LexisNexis | Privacy Policy | Terms & Conditions | Copyright \u00a9 2020 LexisNexis", ""]
    for a in docs:
        d = datetime.date.fromisoformat(a["date"])
        lines += [a["title"], a["source"], long_day(a["date"]) + d.strftime(" %A") + " 9:30 PM GMT", "",
                  "Copyright %d %s All Rights Reserved" % (d.year, a["source"]), "Section: WORLD; Pg. 1",
                  "Length: %d words" % len(text(a).split()), "Byline: " + a["author"], "Body", ""]
        for p in a["paras"]:
            lines += [p, ""]
        lines += ["Classification", "Language: ENGLISH", "Publication-Type: Newspaper", "Load-Date: " + long_day(a["date"]), "", "End of Document", ""]
    return lines


write("nexis_2024.rtf", rtf(nexis_lines([A, B])))
want("nexis_2024.rtf", "Nexis", [art(A), art(B)])
write("nexis_cp1252.rtf", rtf(nexis_lines([A, C]), cp1252=True))
want("nexis_cp1252.rtf", "Nexis", [art(A), art(C)])
import docx
d = docx.Document()
for l in nexis_lines([B, C]):
    d.add_paragraph(l)
d.save(os.path.join(OUT, "nexis_2024.docx"))
want("nexis_2024.docx", "Nexis", [art(B), art(C)])
write("article.rtf", rtf([A["title"], ""] + A["paras"]))
want("article.rtf", "RTF", [art(A, source=False, date=False)])
cut = rtf([C["title"], ""] + C["paras"])
write("cut.rtf", cut[:cut.index("The mayor")])
want("cut.rtf", "RTF", [art(C, source=False, date=False, body="\n\n".join(C["paras"][:2]))], ["export_not_read"])
d = docx.Document()
d.add_heading(B["title"], 1)
for p in B["paras"]:
    d.add_paragraph(p)
d.save(os.path.join(OUT, "article.docx"))
want("article.docx", "DOCX", [art(B, source=False, date=False)])

# --- PDF
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, BaseDocTemplate, PageTemplate, Frame, PageBreak
from reportlab.pdfgen import canvas
STYLE = getSampleStyleSheet()


def pdf(name, story, head=None, template=None):
    def decorate(c, doc):
        if head:
            c.setFont("Helvetica", 8)
            c.drawString(72, 810, head)
            c.drawString(280, 30, "Page %d" % doc.page)
    doc = SimpleDocTemplate(os.path.join(OUT, name), pagesize=A4, invariant=1)
    doc.build(story, onFirstPage=decorate, onLaterPages=decorate)


def esc(s):
    return s.replace("&", "&amp;")


def para(a):
    out = [Paragraph(a["title"], STYLE["Heading1"])]
    for p in a["paras"]:
        out += [Paragraph(esc(p), STYLE["Normal"]), Spacer(1, 10)]
    return out


pdf("article.pdf", para(A))
want("article.pdf", "PDF", [art(A, source=False, date=False, told="put together from the lines of a PDF")])
story = [Paragraph(A["title"], STYLE["Heading1"])]
body = []
for a in ARTS:
    for p in a["paras"]:
        story += [Paragraph(esc(p), STYLE["Normal"]), Spacer(1, 10)]
        body.append(p)
    story.append(PageBreak())
pdf("running_heads.pdf", story, head="Harbor Ledger, Monday, March 2, 2020")
want("running_heads.pdf", "PDF", [art(A, source=False, date=False, body="\n\n".join(body), told="page after page were left out")])
c = canvas.Canvas(os.path.join(OUT, "columns.pdf"), pagesize=A4, invariant=1)
c.setFont("Times-Bold", 18)
c.drawString(72, 760, B["title"])
c.setFont("Times-Roman", 11)
words, lines = " ".join(B["paras"]).split(), [""]
hyphen = {"granaries": ("grana-", "ries")}
for w in words:
    if w in hyphen:
        lines[-1] += " " + hyphen[w][0]
        lines.append(hyphen[w][1])
    elif len(lines[-1]) + len(w) > 34:
        lines.append(w)
    else:
        lines[-1] = (lines[-1] + " " + w).strip()
half = (len(lines) + 1) // 2
for col, part in enumerate([lines[:half], lines[half:]]):
    for i, l in enumerate(part):
        c.drawString(72 + 230 * col, 720 - 14 * i, l)
c.save()
want("columns.pdf", "PDF", [art(B, source=False, date=False, told="columns")])
c = canvas.Canvas(os.path.join(OUT, "scan.pdf"), pagesize=A4, invariant=1)
c.rect(72, 72, 400, 600, fill=1)
c.save()
want("scan.pdf", "PDF", problems=["no_text"], role="refused", told="OCR")
story = []
for l in nexis_lines([A, B]):
    story.append(Paragraph(esc(l), STYLE["Normal"]) if l else Spacer(1, 12))
    if l == "End of Document":
        story.append(PageBreak())
pdf("nexis_2024.pdf", story)
want("nexis_2024.pdf", "Nexis", [art(A, told="PDF"), art(B, told="PDF")])

# --- pages kept by archives and browsers


def page(a, extra=""):
    return ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s | %s</title><meta property=\"og:title\" content=\"%s\">"
            "<meta property=\"og:site_name\" content=\"%s\"><meta property=\"article:published_time\" content=\"%sT09:30:00Z\">%s</head><body>"
            "<nav><a href=\"/\">Home</a> <a href=\"/w\">World</a></nav><article><h1>%s</h1>%s</article>"
            "<footer>Copyright</footer></body></html>") % (a["title"], a["source"], a["title"], a["source"], a["date"], extra, a["title"], "".join("<p>%s</p>" % p for p in a["paras"]))


from warcio.warcwriter import WARCWriter
from warcio.statusandheaders import StatusAndHeaders


def warc(name, gz):
    buf = io.BytesIO()
    w = WARCWriter(buf, gzip=gz)
    w.write_record(w.create_warcinfo_record(name, {"software": "crawl"}))
    for a in [A, C]:
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        r = w.create_warc_record(a["url"], "response", payload=io.BytesIO(page(a).encode()), http_headers=head, warc_headers_dict={"WARC-Date": "2021-05-05T00:00:00Z"})
        w.write_record(r)
    head = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    w.write_record(w.create_warc_record("https://www.coastpost.example/gone", "response", payload=io.BytesIO(b"<html>gone</html>"), http_headers=head))
    write(name, buf.getvalue())
    return buf.getvalue()


plain = warc("pages.warc", False)
want("pages.warc", "WARC", [art(A), art(C)], ["unsupported_format"])
warc("pages.warc.gz", True)
want("pages.warc.gz", "WARC", [art(A), art(C)], ["unsupported_format"])
at = plain.index(b"WARC/1.0", plain.index(b"harborledger"))
write("broken.warc", plain[:at].replace(b"Content-Length: ", b"Content-Length: x", 1) + plain[at:at + 1200])
want("broken.warc", "WARC", [art(A)], ["export_not_read", "export_not_read"])

for name, enc in [("page.mhtml", "quoted-printable"), ("page_base64.mht", "base64")]:
    a = C if enc == "base64" else A
    body = page(a).encode()
    body = quopri.encodestring(body) if enc == "quoted-printable" else base64.encodebytes(body)
    write(name, (("From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nSubject: saved\r\nDate: Fri, 1 Jan 2021 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
                  "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--abc\"\r\n\r\n\r\n"
                  "------MultipartBoundary--abc\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: %s\r\nContent-Location: %s\r\n\r\n") % (a["url"], enc, a["url"])).encode()
          + body.replace(b"\n", b"\r\n") + b"\r\n------MultipartBoundary--abc\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------MultipartBoundary--abc--\r\n")
    want(name, "MHTML", [art(a)])

# --- XML


def x(s):
    return s.replace("&", "&amp;").replace("<", "&lt;")


def rfc(a):
    return datetime.datetime.fromisoformat(a["date"]).strftime("%a, %d %b %Y 09:30:00 GMT")


def html_paras(a):
    return "".join("<p>%s</p>" % p for p in a["paras"])


rss = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n<title>Harbor Ledger</title>\n<link>https://www.harborledger.example/</link>\n<description>News</description>\n"
       + "".join("<item>\n<title>%s</title>\n<link>%s</link>\n<guid isPermaLink=\"false\">hl-%d</guid>\n<pubDate>%s</pubDate>\n<dc:creator>%s</dc:creator>\n<description>%s</description>\n<content:encoded><![CDATA[%s]]></content:encoded>\n</item>\n"
                 % (a["title"], a["url"].replace("prairiewire", "harborledger").replace("coastpost", "harborledger"), i, rfc(a), a["author"], x(a["paras"][0][:40] + "..."), html_paras(a)) for i, a in enumerate(ARTS)) + "</channel>\n</rss>\n")
write("feed.rss", rss)
want("feed.rss", "RSS", [art(a, source="Harbor Ledger") for a in ARTS])
write("feed_cut.xml", rss[:rss.index("The harbor of Eastmere")])
want("feed_cut.xml", "RSS", [art(a, source="Harbor Ledger") for a in ARTS[:2]], ["export_not_read"])
teaser = rss.replace("<content:encoded>", "<other>").replace("</content:encoded>", "</other>")
write("feed_teasers.xml", teaser)
want("feed_teasers.xml", "RSS", [art(a, source="Harbor Ledger", body=a["paras"][0][:40] + "...", told="teaser only") for a in ARTS])
write("feed.rdf", "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel rdf:about=\"x\"><title>Coast Post</title></channel>\n"
      "<item rdf:about=\"%s\"><title>%s</title><link>%s</link><dc:date>%sT08:00:00Z</dc:date><content:encoded>%s</content:encoded></item>\n</rdf:RDF>\n" % (C["url"], C["title"], C["url"], C["date"], x(html_paras(C))))
want("feed.rdf", "RSS", [art(C)])
write("feed.atom", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Prairie Wire</title><id>urn:pw</id><updated>2020-03-05T00:00:00Z</updated>\n"
      "<entry><title>%s</title><link rel=\"alternate\" href=\"%s\"/><id>urn:pw:1</id><published>%sT10:00:00Z</published><updated>2020-03-05T00:00:00Z</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">%s</div></content></entry>\n"
      "<entry><title type=\"html\">Wheat &amp;amp; rye</title><link href=\"https://www.prairiewire.example/rye\"/><id>urn:pw:2</id><updated>2020-03-04T00:00:00Z</updated><content type=\"html\">%s</content></entry></feed>\n"
      % (B["title"], B["url"], B["date"], html_paras(B), x(html_paras(C))))
want("feed.atom", "Atom", [art(B), dict(title="Wheat & rye", source="Prairie Wire", date="2020-03-04", text=text(C), told="")])
write("agency.nitf", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<nitf><head><title>%s</title><docdata><doc-id id-string=\"hl-77\"/><date.issue norm=\"20200302T093000Z\"/><doc.copyright holder=\"Harbor Ledger\"/></docdata></head>\n"
      "<body><body.head><hedline><hl1>%s</hl1></hedline><byline>By Jane Roe</byline><distributor>Harbor Ledger</distributor><dateline><location>DOHA</location></dateline></body.head><body.content>%s</body.content></body></nitf>\n" % (A["title"], A["title"], html_paras(A)))
want("agency.nitf", "NITF", [art(A)])
write("times_corpus.xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE nitf SYSTEM \"http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd\">\n<nitf><head><title>%s</title><meta content=\"2\" name=\"publication_day_of_month\"/><docdata><doc-id id-string=\"1816000\"/></docdata><pubdata date.publication=\"20200303T000000\" ex-ref=\"%s\" item-length=\"99\" name=\"Prairie Wire\"/></head>"
      "<body><body.head><hedline><hl1>%s</hl1></hedline></body.head><body.content><block class=\"lead_paragraph\"><p>%s</p></block><block class=\"full_text\">%s</block></body.content></body></nitf>\n" % (B["title"], B["url"], B["title"], B["paras"][0], html_paras(B)))
want("times_corpus.xml", "NITF", [art(B)])
write("other.xml", "<?xml version=\"1.0\"?>\n<invoices><invoice>12</invoice></invoices>\n")
want("other.xml", "other XML", problems=["unsupported_format"], role="refused", told="<invoices>")

# --- lists of references, which join texts beside them
write("zotero.ris", "".join("TY  - NEWS\nTI  - %s\nAU  - %s\nT2  - %s\nDA  - %s/\nPY  - 2020\nUR  - https://example.org/%d\nL1  - files/%d/text%d.txt\nER  - \n\n" % (a["title"], a["author"], a["source"], a["date"].replace("-", "/"), i, i, i + 1) for i, a in enumerate(ARTS)))
want("zotero.ris", "RIS", [art(a) for a in ARTS], role="sheet")
write("zotero.bib", "".join("@article{key%d,\n  title = {{%s}},\n  author = {Roe, Jane and M{\\\"o}ller, Max},\n  journal = {%s},\n  date = {%s},\n  file = {Snapshot:files/%d/text%d.txt:text/plain},\n}\n\n" % (i, a["title"], a["source"], a["date"], i, i + 1) for i, a in enumerate(ARTS)))
want("zotero.bib", "BibTeX", [art(a) for a in ARTS], role="sheet")
buf = io.StringIO()
w = csv.writer(buf)
w.writerow(["Key", "Item Type", "Publication Year", "Author", "Title", "Publication Title", "Url", "Date", "File Attachments"])
for i, a in enumerate(ARTS):
    w.writerow(["K%d" % i, "newspaperArticle", "2020", a["author"], a["title"], a["source"], "https://example.org/%d" % i, a["date"], "files/%d/text%d.txt" % (i, i + 1)])
write("zotero.csv", buf.getvalue())
want("zotero.csv", "Zotero CSV", [art(a) for a in ARTS], role="sheet")
write("zotero_csl.json", json.dumps([{"id": "text%d.txt" % (i + 1), "type": "article-newspaper", "title": a["title"], "container-title": a["source"], "URL": "https://example.org/%d" % i,
                                      "author": [{"family": "Roe", "given": "Jane"}], "issued": {"date-parts": [[int(n) for n in a["date"].split("-")]]}} for i, a in enumerate(ARTS)], indent=1))
want("zotero_csl.json", "CSL JSON", [art(a) for a in ARTS], role="sheet")

# --- Factiva


def factiva_id(a, i):
    return "%s0000%s%s" % (a["source"].upper().replace(" ", "")[:6], a["date"].replace("-", ""), "eg32000%02d" % i)


def factiva_labelled(docs):
    lines = []
    for i, a in enumerate(docs):
        lines += ["SE  World", "HD  " + a["title"], "BY  By " + a["author"], "WC  %d words" % len(text(a).split()), "PD  " + day_first(a["date"]),
                  "SN  " + a["source"], "SC  HARB", "LA  English", "CY  Copyright 2020, " + a["source"] + ". All Rights Reserved.", "LP  " + a["paras"][0], "TD"]
        lines += [l for p in a["paras"][1:] for l in (p, "")]
        lines += ["CO  tlbn : Taliban", "NS  gdip : International Relations | gcat : Political News", "RE  qatar : Qatar", "PUB  " + a["source"] + " Company", "AN  Document " + factiva_id(a, i), ""]
    return lines


def factiva_bare(docs):
    lines = []
    for i, a in enumerate(docs):
        lines += [a["title"], "", "By " + a["author"], "%d words" % len(text(a).split()), day_first(a["date"]), a["source"], "HARB", "English", "Copyright 2020, " + a["source"] + ". All Rights Reserved.", ""]
        lines += [l for p in a["paras"] for l in (p, "")]
        lines += ["Document " + factiva_id(a, i), ""]
    return lines


write("factiva_indexed.txt", "\n".join(factiva_labelled(ARTS)))
want("factiva_indexed.txt", "Factiva", [art(a) for a in ARTS])
write("factiva_article.txt", "\n".join(factiva_bare(ARTS)))
want("factiva_article.txt", "Factiva", [art(a) for a in ARTS])
write("factiva.rtf", rtf(factiva_bare([A, C])))
want("factiva.rtf", "Factiva", [art(A), art(C)])
cells = ""
for i, a in enumerate([A, B]):
    cells += "<div class=\"article enArticle\"><table>" + "".join("<tr><td><b>%s</b></td><td>%s</td></tr>" % (k, v) for k, v in [
        ("HD", "<span class='enHeadline'>%s</span>" % a["title"]), ("BY", a["author"]), ("WC", "%d words" % len(text(a).split())), ("PD", day_first(a["date"])), ("SN", a["source"]), ("SC", "HARB"), ("LA", "English"),
        ("CY", "Copyright 2020"), ("LP", "<p>%s</p>" % a["paras"][0]), ("TD", "".join("<p>%s</p>" % p for p in a["paras"][1:])), ("RE", "qatar : Qatar"), ("AN", "Document " + factiva_id(a, i))]) + "</table></div>"
write("factiva.html", "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Factiva</title></head><body>" + cells + "</body></html>")
want("factiva.html", "Factiva", [art(A), art(B)])

# --- services' answers
write("eventregistry.json", json.dumps({"articles": {"page": 1, "totalResults": 3, "pages": 1, "results": [
    {"uri": "60000%d" % i, "lang": "eng", "isDuplicate": False, "date": a["date"], "time": "09:30:00", "dateTime": a["date"] + "T09:30:00Z", "dataType": "news", "sim": 0, "url": a["url"], "title": a["title"], "body": text(a),
     "source": {"uri": a["url"].split("/")[2], "dataType": "news", "title": a["source"]}, "authors": [{"uri": "x", "name": a["author"]}], "sentiment": 0.1} for i, a in enumerate(ARTS)]}}, indent=1))
want("eventregistry.json", "Event Registry", [art(a) for a in ARTS])
import pyarrow as pa
import pyarrow.parquet as pq
ts = pa.array([datetime.datetime.fromisoformat(a["date"] + "T09:30:00") for a in ARTS], pa.timestamp("us"))
pq.write_table(pa.table({"title": [a["title"] for a in ARTS], "domain": [a["url"].split("/")[2] for a in ARTS], "publisher": [a["source"] for a in ARTS], "date": ts, "text": [text(a) for a in ARTS], "n": [1, 2, None]}), os.path.join(OUT, "articles.parquet"))
want("articles.parquet", "Parquet", [art(a) for a in ARTS])
pq.write_table(pa.table({"id": ["p1", "p2"], "headline": [A["title"], B["title"]], "source": [A["source"], B["source"]], "published": pa.array([datetime.date.fromisoformat(A["date"]), datetime.date.fromisoformat(B["date"])]), "content": [text(A), text(B)],
                         "tags": [["a", "b"], []]}), os.path.join(OUT, "lists.parquet"), compression="zstd")
want("lists.parquet", "Parquet", [art(A), art(B)])
data = open(os.path.join(OUT, "articles.parquet"), "rb").read()
write("cut.parquet", data[:len(data) // 2])
want("cut.parquet", "Parquet", problems=["unreadable"], role="refused", told="not a sound Parquet")

# --- ProQuest as of 2024: headings without a colon, a block of details
pq_lines = []
for i, a in enumerate([A, B]):
    d = datetime.date.fromisoformat(a["date"])
    pq_lines += ["_" * 60, "", "Document %d of 2" % (i + 1), "", a["title"], "", "Author: Roe, Jane.", "", "Publication info: %s ; Harbor City [Harbor City]. %s." % (a["source"], d.strftime("%d %b %Y")), "", "ProQuest document link", "",
                 "ABSTRACT (ENGLISH)", "", "A short account of it.", "", "FULL TEXT", ""] + [l for p in a["paras"] for l in (p, "")] + \
                ["DETAILS", "", "Subject: Peace negotiations", "", "Publication title: %s; Harbor City" % a["source"], "", "Publication year: 2020", "", "Publication date: " + d.strftime("%b %-d, %Y"), "", "Section: World", "",
                 "Source type: Newspaper", "", "Language of publication: English", "", "ProQuest document ID: 23700010%02d" % i, "", "Document URL: https://www.proquest.com/newspapers/x/docview/23700010%02d/se-2" % i, "", "LINKS", "", "Check full text via Link Resolver", ""]
pq_lines += ["_" * 60, "", "Database copyright \u00a9 2024 ProQuest LLC. All rights reserved.", "", "Terms and Conditions  Contact ProQuest"]
write("proquest_2024.txt", "\n".join(pq_lines))
want("proquest_2024.txt", "ProQuest", [art(A), art(B)])
write("proquest_2024.rtf", rtf(pq_lines))
want("proquest_2024.rtf", "ProQuest", [art(A), art(B)])

# --- other kinds of text
turns = "\n\n".join("%s: %s" % (who, p) for who, p in zip(["JANE ROE, HOST", "MAX MOE", "ROE", "MOE", "ROE", "MOE", "ROE", "MOE"], A["paras"] + B["paras"] + C["paras"]))
write("transcript.txt", "---\ntitle: The evening talk\nsource: Harbor Ledger\ndate: 2020-03-02\n---\n" + turns + "\n")
want("transcript.txt", "transcript", [dict(title="The evening talk", source="Harbor Ledger", date="2020-03-02", text=turns, told="transcript")])
posts = "\n\n".join("%d:%02d a.m. EST\n\n%s" % (8 + i // 2, 5 + 7 * i, p) for i, p in enumerate(A["paras"] + B["paras"] + C["paras"]))
write("live_blog.md", "---\ntitle: Live: the talks\nsource: Harbor Ledger\ndate: 2020-03-02\n---\n".replace("Live: the", "\"Live: the").replace("talks\n", "talks\"\n") + posts + "\n")
want("live_blog.md", "live blog", [dict(title="Live: the talks", source="Harbor Ledger", date="2020-03-02", text=posts, told="live blog")])

# --- what is not read
with zipfile.ZipFile(os.path.join(OUT, "book.epub"), "w") as z:
    z.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
    z.writestr(zipfile.ZipInfo("OEBPS/c1.xhtml"), "<html><body><p>%s</p></body></html>" % A["paras"][0])
want("book.epub", "EPUB", problems=["unsupported_format"], role="refused", told="EPUB")
with zipfile.ZipFile(os.path.join(OUT, "text.odt"), "w") as z:
    z.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
    z.writestr(zipfile.ZipInfo("content.xml"), "<x/>")
want("text.odt", "other kinds", problems=["unsupported_format"], role="refused", told="ODT")
write("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
want("picture.png", "other kinds", problems=["unsupported_format"], role="refused", told="PNG")
write("unnamed", b"ID3\x03\x00" + b"\1" * 40)
want("unnamed", "other kinds", problems=["unsupported_format"], role="refused", told="sound")
write("clean.py", "import this\nprint('The envoy said that the talks go on.')\n")
want("clean.py", "other kinds", problems=["unsupported_format"], role="refused", told="script")
write("talk.srt", "1\n00:00:01,000 --> 00:00:04,000\nThe envoy said that the talks go on.\n")
want("talk.srt", "other kinds", problems=["unsupported_format"], role="refused", told="subtitles")

# --- variants, written before it was looked how the readers take them; 16 of their 20 articles were right at first
# factiva CRLF
write('variant_factiva_crlf.txt', "\r\n".join(factiva_labelled(ARTS)).encode()); want('variant_factiva_crlf.txt','Factiva',[art(a) for a in ARTS])
# factiva label alone on its line, section missing
l=[]
for x_ in factiva_labelled([A,B]):
    if x_[:2].isupper() and x_[2:4]=='  ': l+=[x_[:2], x_[4:]]
    else: l.append(x_)
write('variant_factiva_two.txt',"\n".join(l)); want('variant_factiva_two.txt','Factiva',[art(A),art(B)])
# factiva utf-16
write('variant_factiva16.txt',"\n".join(factiva_bare([A])).encode('utf-16')); want('variant_factiva16.txt','Factiva',[art(A)],['encoding_converted'])
# factiva text with capital two-letter word at line head
t=dict(A); t['paras']=[A['paras'][0],'US officials said that the talks were useful.','UN envoys were told of it. IN 2019 nobody came.']
write('variant_factiva_caps.txt',"\n".join(factiva_labelled([t]))); want('variant_factiva_caps.txt','Factiva',[art(t)])
# bare factiva with section and edition lines
b=[]
for a in [A,C]:
    b+=["World",a['title'],"Reporting from the port","By "+a['author'],"1,024 words",day_first(a['date']),"09:30 GMT",a['source'],"HARB","A1","Late Edition","English","(c) 2020 "+a['source'],""]+[p for q in a['paras'] for p in (q,"")]+["Document "+factiva_id(a,1),""]
write('variant_factiva_section.txt',"\n".join(b)); want('variant_factiva_section.txt','Factiva',[art(A),art(C)])
# RTF: word style runs split across groups, hex escapes, nested tables, line breaks in source
w="{\\rtf1\\ansi\\ansicpg1250\\uc1{\\fonttbl{\\f0 Arial;}}{\\*\\defchp \\fs22}{\\stylesheet{\\s0 Normal;}}\\pard{\\rtlch\\fcs1 \\af0 {\\b Envoy} {\\i returns} to\r\n Doha for talks}\\par \\par "
w+="{Negotiators for the Taliban met an envoy of President Trump in Doha on Monday, officials of both sides said after the talks.}\\par{\\field{\\*\\fldinst HYPERLINK \"http://x\"}{\\fldrslt The link text}} said so, in Pe\\'e8. {\\footnote hidden? no it is a note}\\par{\\v secret}End of it.\\par}"
write('variant_word.rtf',w); want('variant_word.rtf','RTF',[dict(title='Envoy returns to Doha for talks',source='',date='',text='Negotiators for the Taliban met an envoy of President Trump in Doha on Monday, officials of both sides said after the talks. The link text said so, in Peč. End of it.',told='')])
# mac roman, \par without space, \u with \uc0
w="{\\rtf1\\mac\\uc0 \\pard Envoy returns to Doha for talks\\par\\par Negotiators met in a caf\\'8e, and said \\u8220 yes\\u8221 .\\line A second line of it stands here for the eye.\\par}"
write('variant_mac.rtf',w); want('variant_mac.rtf','RTF',[dict(title='Envoy returns to Doha for talks',source='',date='',text='Negotiators met in a café, and said “yes”. A second line of it stands here for the eye.',told='')])
# XLSX: 1904 dates, formulas, rich text, merged header above
wb=openpyxl.Workbook(); ws=wb.active
from openpyxl.utils.datetime import CALENDAR_MAC_1904
wb.epoch=CALENDAR_MAC_1904
ws.append(['title','source','date','text'])
ws.append([A['title'],A['source'],datetime.date(2020,3,2),text(A)])
wb.save(OUT+'/variant_1904.xlsx'); want('variant_1904.xlsx','XLSX',[art(A)])
wb=openpyxl.Workbook(); ws=wb.active
ws['A1']='Export of 2 articles'
for i,v in enumerate(['title','source','date','text']): ws.cell(row=3,column=i+1,value=v)
for r,a in enumerate([A,B]):
    for i,v in enumerate([a['title'],a['source'],a['date'],text(a)]): ws.cell(row=4+r,column=i+1,value=v)
wb.save(OUT+'/variant_heading.xlsx'); want('variant_heading.xlsx','XLSX',[art(A),art(B)])
# RSS: html in title, CDATA, no namespace prefix content, media:content, iso-8859-1
r=("<?xml version='1.0' encoding='ISO-8859-1'?><rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom'><channel><atom:link href='x' rel='self'/><title>Harbor Ledger</title><image><title>Logo of it</title></image>"
 "<item><title><![CDATA[Envoy returns to Doha for talks]]></title><media:content url='a.jpg' medium='image'><media:title>Picture</media:title></media:content><link>https://www.harborledger.example/x</link><pubDate>Mon, 2 Mar 2020 09:30:00 -0500</pubDate><description><![CDATA[<p>%s</p><p>%s</p><p>%s</p>]]></description></item></channel></rss>")%tuple(A['paras'])
write('variant_latin.rss',r.replace('\u201c','"').replace('\u201d','"').replace('\u2019',"'").encode('latin-1')); want('variant_latin.rss','RSS',[art(A,body=text(A).replace('\u201c','"').replace('\u201d','"').replace('\u2019',"'"))])
# MHTML with windows-1252 page and cid parts first
pg="<html><head><title>x</title><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><meta property='og:title' content='%s'><meta property='og:site_name' content='%s'><meta name='date' content='%s'></head><body><article>%s</article></body></html>"%(A['title'],A['source'],A['date'],"".join('<p>%s</p>'%p for p in A['paras']))
m="From: x\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"; type=\"text/html\"\r\n\r\npreamble\r\n--b\r\nContent-Type: text/css\r\n\r\np{}\r\n--b\r\nContent-Type: text/html; charset=\"windows-1252\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
write('variant_1252.mht',m.encode()+quopri.encodestring(pg.encode('cp1252'))+b"\r\n--b--\r\n"); want('variant_1252.mht','MHTML',[art(A)],['encoding_converted'])
# PDF: TrueType font with subset via reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
pdfmetrics.registerFont(TTFont('F', 'Vera.ttf'))
def wrap(p,n): 
    ls=['']
    for w_ in p.split():
        if len(ls[-1])+len(w_)>n: ls.append(w_)
        else: ls[-1]=(ls[-1]+' '+w_).strip()
    return ls
c=canvas.Canvas(OUT+'/variant_truetype.pdf',invariant=1); c.setFont('F',16); c.drawString(72,760,A['title']); c.setFont('F',11); y=720
for p in A['paras']:
    for i,l in enumerate(wrap(p,70)):
        c.drawString(72+(14 if i==0 else 0),y,l); y-=14
c.save(); want('variant_truetype.pdf','PDF',[art(A,source=False,date=False)])
# bib: JabRef, parenthesis, quotes, concatenation
write('variant.bib','%% comment\n@string{hl = "Harbor Ledger"}\n@comment{x}\n@Article{a1,\n title = "Envoy returns to {Doha} for talks",\n journal = hl,\n year = 2020, month = mar, day = 2,\n file = {:text1.txt:Text},\n}\n@misc{b2, title={Wheat prices fall again}, publisher={Prairie Wire}, date={2020-03-03}, file={text2.txt}}\n')
want('variant.bib','BibTeX',[art(A),art(B)],role='sheet')
write('variant.ris','\ufeffTY  - NEWS\r\nT1  - Envoy returns to Doha for talks\r\nJO  - Harbor Ledger\r\nY1  - 2020/03/02/\r\nL1  - file:///C:/Users/x/Zotero/storage/AB/text1.txt\r\nER  - \r\n')
want('variant.ris','RIS',[art(A)],role='sheet')

finish("README.expected.json")
