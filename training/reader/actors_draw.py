# name -> (kind, regex alternatives) used only to draw sentences for coding
import re
A = {}
def p(name, *al, kind="man"): A[name]=(kind, al or (name,))
def many(kind, s):
    for l in s.strip().splitlines():
        parts=[x.strip() for x in l.split("|")]
        p(parts[0], *(parts if len(parts)==1 or parts[1]!="-" else parts[2:]), kind=kind)
many("man","""
Donald Trump|Trump
Barack Obama|Obama
Joe Biden|Biden
Bernie Sanders|Sanders
Mitt Romney|Romney
Ted Cruz|Cruz
Marco Rubio|Rubio
Mitch McConnell|McConnell
Paul Ryan|-|Paul Ryan|Speaker Ryan|Mr. Ryan
Mike Pence|Pence
Brett Kavanaugh|Kavanaugh
Robert Mueller|Mueller
James Comey|Comey
Jeff Sessions|-|Jeff Sessions|Attorney General Sessions|Mr. Sessions
William Barr|-|William Barr|Bill Barr|Attorney General Barr|Mr. Barr
Rudy Giuliani|Giuliani
Chuck Schumer|Schumer
Adam Schiff|Schiff
Pete Buttigieg|Buttigieg
Michael Bloomberg|-|Michael Bloomberg|Mike Bloomberg|Mayor Bloomberg
Vladimir Putin|Putin
Kim Jong Un|-|Kim Jong Un|Kim Jong-un|Kim Jong-Un
Xi Jinping|-|Xi Jinping|President Xi
Benjamin Netanyahu|Netanyahu
Mahmoud Abbas|-|Mahmoud Abbas|President Abbas|Mr. Abbas
Bashar al-Assad|Assad
Recep Tayyip Erdogan|Erdogan
Emmanuel Macron|Macron
Boris Johnson|-|Boris Johnson
David Cameron|-|David Cameron|Mr. Cameron
Nicolas Maduro|Maduro
Justin Trudeau|Trudeau
Pope Francis|-|Pope Francis|the pope|Francis
Julian Assange|Assange
Edward Snowden|Snowden
Mark Zuckerberg|Zuckerberg
Jeff Bezos|Bezos
Anthony Fauci|Fauci
Andrew Cuomo|Cuomo
Bill de Blasio|de Blasio
Rick Scott|-|Rick Scott|Gov. Scott
Scott Walker|-|Scott Walker|Gov. Walker|Mr. Walker
Chris Christie|Christie
Ron DeSantis|DeSantis
Gavin Newsom|Newsom
Jerry Brown|-|Jerry Brown|Gov. Brown
Rahm Emanuel|Emanuel
Roy Moore|-|Roy Moore|Judge Moore
Al Franken|Franken
Jeb Bush|-|Jeb Bush|Jeb
George W. Bush|-|George W. Bush|President Bush|Mr. Bush
John Kerry|Kerry
Eric Holder|-|Eric Holder|Attorney General Holder|Mr. Holder
John Kasich|Kasich
Ben Carson|-|Ben Carson|Dr. Carson|Mr. Carson
Rand Paul|-|Rand Paul
Newt Gingrich|Gingrich
Rick Santorum|Santorum
Lindsey Graham|-|Lindsey Graham|Sen. Graham|Mr. Graham
John McCain|McCain
John Boehner|Boehner
Harry Reid|-|Harry Reid|Sen. Reid|Mr. Reid
Steve Bannon|Bannon
Michael Cohen|-|Michael Cohen|Mr. Cohen
Michael Flynn|-|Michael Flynn|Mike Flynn|Gen. Flynn
Neil Gorsuch|Gorsuch
John Roberts|-|John Roberts|Chief Justice Roberts
Merrick Garland|Garland
Antonin Scalia|Scalia
Colin Kaepernick|Kaepernick
Rush Limbaugh|Limbaugh
Tucker Carlson|-|Tucker Carlson
Beto O'Rourke|-|O'Rourke|O’Rourke
Joe Manchin|Manchin
Jared Kushner|Kushner
Volodymyr Zelensky|-|Zelensky|Zelenskiy|Zelenskyy
John Bolton|Bolton
Mike Pompeo|Pompeo
Rex Tillerson|Tillerson
James Mattis|Mattis
Hassan Rouhani|Rouhani
Mohammed bin Salman|-|bin Salman|Crown Prince Mohammed
Jamal Khashoggi|Khashoggi
Hamid Karzai|Karzai
Ashraf Ghani|Ghani
Ron Paul|-|Ron Paul
George Zimmerman|Zimmerman
Darren Wilson|-|Darren Wilson|Officer Wilson
Andrew Yang|-|Andrew Yang|Mr. Yang
Cory Booker|Booker
""")
many("woman","""
Hillary Clinton|-|Hillary Clinton|Hillary|Mrs. Clinton|Secretary Clinton|Clinton
Nancy Pelosi|Pelosi
Elizabeth Warren|-|Elizabeth Warren|Warren
Kamala Harris|-|Kamala Harris|Harris
Amy Klobuchar|Klobuchar
Alexandria Ocasio-Cortez|-|Ocasio-Cortez|AOC
Ilhan Omar|-|Ilhan Omar|Omar
Rashida Tlaib|Tlaib
Susan Collins|-|Susan Collins|Sen. Collins|Ms. Collins
Lisa Murkowski|Murkowski
Christine Blasey Ford|-|Blasey Ford|Dr. Ford|Ms. Ford
Amy Coney Barrett|-|Coney Barrett|Judge Barrett|Amy Barrett
Ruth Bader Ginsburg|Ginsburg
Sonia Sotomayor|Sotomayor
Elena Kagan|Kagan
Angela Merkel|Merkel
Theresa May|-|Theresa May|Mrs. May|Prime Minister May
Aung San Suu Kyi|Suu Kyi
Sarah Palin|Palin
Michele Bachmann|Bachmann
Carly Fiorina|Fiorina
Nikki Haley|Haley
Betsy DeVos|DeVos
Kellyanne Conway|Conway
Sarah Huckabee Sanders|-|Sarah Sanders|Huckabee Sanders
Ivanka Trump|-|Ivanka Trump|Ivanka
Melania Trump|-|Melania Trump|Melania|the first lady
Michelle Obama|-|Michelle Obama|Mrs. Obama
Gretchen Whitmer|Whitmer
Stacey Abrams|Abrams
Kirsten Gillibrand|Gillibrand
Tulsi Gabbard|Gabbard
Dianne Feinstein|Feinstein
Debbie Wasserman Schultz|Wasserman Schultz
Susan Rice|-|Susan Rice|Ms. Rice
Loretta Lynch|-|Loretta Lynch|Attorney General Lynch|Ms. Lynch
Kathleen Sebelius|Sebelius
Kim Davis|-|Kim Davis
Wendy Davis|-|Wendy Davis
Greta Thunberg|Thunberg
Malala Yousafzai|-|Malala
Marie Yovanovitch|Yovanovitch
Sally Yates|-|Sally Yates|Ms. Yates
Janet Yellen|Yellen
Condoleezza Rice|-|Condoleezza Rice
Dilma Rousseff|Rousseff
Lois Lerner|Lerner
Candace Owens|-|Candace Owens
Megyn Kelly|-|Megyn Kelly
Sandra Fluke|Fluke
Jeanine Pirro|Pirro
Laura Ingraham|Ingraham
""")
many("country","""
Russia|-|Russia|Moscow|the Kremlin
China|-|China|Beijing
Iran|-|Iran|Tehran
North Korea|-|North Korea|Pyongyang
Israel|Israel
Saudi Arabia|-|Saudi Arabia|Riyadh
Syria|Syria
Ukraine|-|Ukraine|Kiev|Kyiv
Turkey|-|Turkey|Ankara
Mexico|Mexico
Canada|Canada
Germany|-|Germany|Berlin
France|France
Britain|-|Britain|the United Kingdom|the U.K.
Pakistan|-|Pakistan|Islamabad
Afghanistan|-|Afghanistan|the Afghan government|Kabul
Iraq|-|Iraq|Baghdad
Egypt|Egypt
Venezuela|Venezuela
Cuba|-|Cuba|Havana
Japan|-|Japan|Tokyo
South Korea|-|South Korea|Seoul
India|India
Greece|Greece
Libya|Libya
Texas|Texas
California|California
Arizona|Arizona
Florida|Florida
North Carolina|North Carolina
Puerto Rico|Puerto Rico
Chicago|Chicago
""")
many("body","""
Supreme Court|-|Supreme Court
Congress|-|Congress
Senate|-|the Senate
House|-|the House
FBI|-|FBI|F.B.I.|Federal Bureau of Investigation
CIA|-|CIA|C.I.A.
NSA|-|NSA|N.S.A.|National Security Agency
IRS|-|IRS|I.R.S.|Internal Revenue Service
EPA|-|EPA|E.P.A.|Environmental Protection Agency
Justice Department|-|Justice Department|Department of Justice|DOJ
State Department|-|State Department
Pentagon|-|the Pentagon
Federal Reserve|-|Federal Reserve|the Fed
ICE|-|ICE|Immigration and Customs Enforcement
CDC|-|CDC|Centers for Disease Control
World Health Organization|-|World Health Organization|WHO
United Nations|-|United Nations|U.N.
NATO|-|NATO
European Union|-|European Union|E.U.|EU
Ninth Circuit|-|9th Circuit|Ninth Circuit
Electoral College|-|Electoral College
Republicans|-|Republicans|GOP|Republican Party|G.O.P.
Democrats|-|Democrats|Democratic Party
Tea Party|-|Tea Party|tea party
Black Lives Matter|-|Black Lives Matter|BLM
Antifa|-|Antifa|antifa
Occupy Wall Street|-|Occupy Wall Street|Occupy movement|Occupy
Planned Parenthood|-|Planned Parenthood
NRA|-|NRA|N.R.A.|National Rifle Association
ACLU|-|ACLU|A.C.L.U.|American Civil Liberties Union
Ku Klux Klan|-|Ku Klux Klan|KKK|the Klan
Catholic Church|-|Catholic Church|Vatican|the Church
Boy Scouts|-|Boy Scouts
teachers unions|-|teachers unions|teachers union|teachers' unions|American Federation of Teachers
Taliban|-|Taliban
Islamic State|-|Islamic State|ISIS|ISIL
Hamas|-|Hamas
Hezbollah|-|Hezbollah
Al Qaeda|-|Al Qaeda|al Qaeda|al-Qaeda|Al-Qaeda|al-Qaida
Boko Haram|-|Boko Haram
Muslim Brotherhood|-|Muslim Brotherhood
Palestinians|-|Palestinians|Palestinian Authority
Kurds|-|the Kurds|Kurdish forces
Houthis|-|Houthis|Houthi
WikiLeaks|-|WikiLeaks|Wikileaks
Facebook|-|Facebook
Google|-|Google
Amazon|-|Amazon
Apple|-|Apple
Twitter|-|Twitter
Boeing|-|Boeing
Uber|-|Uber
Walmart|-|Walmart|Wal-Mart
Wells Fargo|-|Wells Fargo
Goldman Sachs|-|Goldman Sachs|Goldman
General Motors|-|General Motors|GM
Exxon|-|Exxon|ExxonMobil|Exxon Mobil
BP|-|BP
Huawei|-|Huawei
Pfizer|-|Pfizer
Starbucks|-|Starbucks
Chick-fil-A|-|Chick-fil-A
Hobby Lobby|-|Hobby Lobby
Netflix|-|Netflix
Disney|-|Disney
NFL|-|NFL|N.F.L.
CNN|-|CNN
Fox News|-|Fox News
New York Times|-|New York Times|the Times
Washington Post|-|Washington Post
MSNBC|-|MSNBC
NPR|-|NPR
Breitbart|-|Breitbart
Harvard|-|Harvard
University of California|-|University of California|Berkeley
police|-|the police|Police
Ferguson police|-|Ferguson police|Ferguson Police Department
NYPD|-|NYPD|New York Police Department
AARP|-|AARP
Chamber of Commerce|-|Chamber of Commerce
AFL-CIO|-|AFL-CIO
Sierra Club|-|Sierra Club
""")
RX={}
for n,(k,al) in A.items():
    rx="|".join(re.escape(x).replace("\\'","['’]") for x in sorted(al,key=len,reverse=True))
    RX[n]=re.compile(r"(?<![\w’'\-])(?:%s)(?![\w\-])(?!\s+(?:Tower|University|Post|Times|Journal|Hotel|Foundation|Organization))"%rx if k in("man","woman") else r"(?<![\w\-])(?:%s)(?![\w\-])"%rx)
