"""Common words: those of the language, and those that every paper says of itself."""

from __future__ import annotations

_LANGUAGE = """
a about above across after again against all almost along already also although always am among an
and another any are around as at be became because become becomes been before being below between
both but by can cannot could did do does doing done down due during each either else enough etc
even ever every few for from further furthermore get gets give given gives go had has have having
he hence her here hers him his how however i if in indeed instead into is it its itself just keep
last latter least less like ll made mainly make makes making many may me might more moreover most
mostly much must my namely near nearly need needs neither never nevertheless next no nor not now of
off often on once one only onto or other others otherwise our ours out over own per perhaps please
put quite rather re s same see seem seems several shall she should since so some still such t take
taken takes than that the their theirs them themselves then there thereby therefore these they this
those though through throughout thus to together too toward towards under until up upon us ve very
via want was way ways we well were what when where whereas whether which while who whom whose why
will with within without would yet you your
two three four five six seven eight nine ten first second third
"""
_PAPERS = """
able abstract achieve achieved achieves achieving address addresses addressing aim aims allow allows
analyses analysis analyze analyzed apply applied approach approaches appropriate art article
available based baseline baselines best better build builds call called case cases challenge
challenges challenging code commonly compare compared comparing comparison compete competitive
conclude conduct conducted consider consistently contribution contributions create current currently
demonstrate demonstrated demonstrates describe describes design designed detail details develop
developed different directly discuss discusses easily effective effectively effectiveness efficient
enable enables evaluate evaluated evaluation existing experiment experiments experimental explore
extensive extensively fact finally find finding findings finds focus framework future general
github good help helps high higher however http https identify impact important importantly improve
improved improvement improvements improves improving include includes including increase
increasing insight insights introduce introduced introduces introducing investigate issue key known
lack large largely lead leads leading limit limited low lower main method methods modern new novel
number obtain obtained offer often org outperform outperforming outperforms overall paper papers
particular perform performance performed performing performs possible potential present presented
presents previous previously prior problem problems promising propose proposed proposes proposing
prove proves provide provided provides publicly recent recently release released remain remains
report require required requires research researchers result resulting results reveal reveals run
second show showed showing shown shows significant significantly simple simply small solve state
strong study studies studying substantial substantially suggest suggests superior survey system
task tasks technique techniques test tested today typical understand use used useful user uses
using validate various wide widely work works yield yields com www
"""

COMMON_WORDS = frozenset(f"{_LANGUAGE} {_PAPERS}".split())
"""Words, in lower case, that make no two papers alike."""
