"""Common words: those of the language, and those that every paper says of itself."""

from __future__ import annotations

_LANGUAGE = """
a about above across after again against all almost along already also although always am among an
and another any are around as at be became because become becomes been before being below between
both but by can cannot could did do does doing done down due during each either else enough etc
even ever every few for from further get gets give given gives go goes going gone had has have
having he hence her here hers him his how i if in indeed into is it its itself just ll many may me
might more moreover most much must my near nearly need needs neither never no nor not now of off
often on once one only onto or other others our out over own per put quite rather re s same see
seem seems self several shall she should since so some still such t than that the their them then
there these they this those though through thus to together too toward towards two under until up
upon us ve very via was way ways we well were what when where whereas whether which while who whom
whose why will with within without would yet you your zero
"""
_PAPERS = """
abilities ability able abstract account accurately achieve achieved achieves achieving actually
additional additionally address addresses addressing advantage affect affects aim aims allow allows
alone amount analyses analysis analyze analyzed appear appears application applications applied
apply appropriate approach approaches art article asked aspect aspects author authors available
back base based baseline baselines begin begins benefit benefits best better bring brings broad
build builds call called capability capable capture captured captures capturing carefully case
cases cause causes certain challenge challenges challenging change changes choice choose clear
close code combination combine combined combines combining come comes common commonly compare
compared comparing comparison compete competitive complete complex component components concern
conclude conduct conducted consequently consider considered consistent consistently consists
contain contains contribute contribution contributions cost costs cover covers create created
creates critical crucial current currently day deal decrease degree demand demands demonstrate
demonstrated demonstrates depend depends describe described describes design designed despite
detail detailed details determine develop developed development difference differences different
difficult difficulty directly discuss discusses diverse draw draws early easily easy effect
effective effectively effectiveness effects efficient efficiently effort eight either employ
employed employs enable enables encourage end ensure ensures entire especially essential establish
evaluate evaluated evaluates evaluating evaluation even evidence examine examines example examples
exist existing exists experiment experimental experiments explain explore explored explores
exploring extend extended extensive extensively extent face fact factor factors fail fails fall
falls far feature features final finally find finding findings finds first five focus focused
focuses follow followed following follows form forms found four framework free full fully function
furthermore future gain gains gap general generally github goal goals good great greater group
groups half handle happen happens hard help helpful helps high higher highlight highlights highly
hold holds however http https identify impact implement implementation implemented importance
important importantly improve improved improvement improvements improves improving include included
includes including incorporate incorporated incorporates incorporating increase increased increases
increasing increasingly individual inform initial insight insights instead introduce introduced
introduces introducing investigate investigated investigates involve involves involving issue
issues keep keeps key kind kinds know known lack large largely larger last later lead leading leads
least leave leaves less let level levels leverage leverages leveraging light like likely limit
limitation limitations limited limits little long look looks loss lot low lower made main mainly
make makes making manner mean meaning means measure measures mechanism mechanisms merely method
methodology methods million modern multiple mostly move moves namely natural nature nearly
necessary nevertheless new next nine note novel number numbers observe observed obtain obtained
obtains occur offer offered offers official open opportunities order org original outperform
outperformed outperforming outperforms overall pair pairs paper papers part particular particularly
parts pass perform performance performed performing performs perhaps place plan play plays please
point points possible potential potentially power powerful practical practice present presented
presenting presents preserve previous previously primary principle prior problem problems process
processes produce produced produces producing progress promising proper properties property propose
proposed proposes proposing prove proves provide provided provides providing public publicly
purpose range ranging rate real realistic reason recent recently reduce reduced reduces reducing
relatively release released relevant rely relies remain remains remarkable report reported reports
represent require required requires research researcher researchers resource resources respectively
rest result resulting results reveal reveals right role run runs satisfactory say says scenario
scenarios scheme second seek series serve serves set sets setting settings seven severe shared shed
short show showed showing shown shows side significant significantly similar simple simply six
small solely solution solutions solve solved solves solving source sources specific specifically
stage stages stand standard standards start state step steps strategies strategy strong studied
studies study studying subset substantial substantially successful successfully suffer suffers
suggest suggested suggests suitable superior support supports survey system systems take taken
takes target targeted task tasks technique techniques tell tells ten term terms test tested testing
tests themselves thereby therefore thing things third thorough thoroughly three throughout time
times today total traditional treat treats true try turn turns type types typical typically
ultimately underlying understand understanding unlike use used useful user uses using usual usually
utilize utilized utilizes utilizing valid validate validated validation valuable value values
variety various vary varying versus view viable want wants well whole wide widely widespread
anything away bad beat beats earlier everything name names nothing ones score scores someone
something tend tends update
work worked working works world worse worst writes written wrong www year years yield yields com
"""

COMMON_WORDS = frozenset(f"{_LANGUAGE} {_PAPERS}".split())
"""Words, in lower case, that make no two papers alike: `in`, `results`, `outperforms`."""
