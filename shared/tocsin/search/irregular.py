"""English forms that no stem reaches: "struck" of "strike", "men" of "man".

As any grammar lists them, without those that are another word as often ("wound", "ground", "bound", "bore").
"""

from __future__ import annotations

from typing import Final

_FORMS: Final = """
arise arose arisen; awake awoke awoken; bear borne; beat beaten; become became; befall befell befallen;
begin began begun; bend bent; bite bitten; bleed bled; blow blew blown; break broke broken; breed bred;
bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen; cling clung;
come came; creep crept; deal dealt; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven;
eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew flown;
forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; foresee foresaw foreseen;
freeze froze frozen; get got gotten; give gave given; go went gone; grow grew grown; hang hung; hear heard;
hide hid hidden; hold held; keep kept; know knew known; lay laid; lead led; lean leant; leap leapt; learn learnt;
leave left; lend lent; light lit; lose lost; make made; mean meant; meet met; mislead misled; mistake mistook mistaken;
misunderstand misunderstood; outgrow outgrew outgrown; overcome overcame; overrun overran; oversee oversaw overseen;
overtake overtook overtaken; overthrow overthrew overthrown; pay paid; prove proven; rebuild rebuilt;
ride rode ridden; ring rang rung; rise rose risen; run ran; see saw seen; seek sought; sell sold; send sent;
sew sewn; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung;
sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid; smell smelt; speak spoke spoken; speed sped;
spend spent; spill spilt; spin spun; spoil spoilt; spring sprang sprung; stand stood; steal stole stolen; stick stuck;
sting stung; stink stank stunk; strike struck stricken; strive strove striven; swear swore sworn; sweep swept;
swell swollen; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought;
throw threw thrown; tread trod trodden; undergo underwent undergone; understand understood;
undertake undertook undertaken; undo undid undone; uphold upheld; wake woke woken; wear wore worn; weave wove woven;
weep wept; win won; withdraw withdrew withdrawn; withhold withheld; withstand withstood; write wrote written;
queue queued queuing queueing; die dying; lie lying; tie tying;
man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; ox oxen; life lives;
wife wives; knife knives; thief thieves; half halves; shelf shelves; wolf wolves; calf calves; loaf loaves;
crisis crises; basis bases; thesis theses; analysis analyses; hypothesis hypotheses; diagnosis diagnoses;
emphasis emphases; parenthesis parentheses; oasis oases; criterion criteria; phenomenon phenomena;
memorandum memoranda; bacterium bacteria; stratum strata; nucleus nuclei; policeman policemen;
policewoman policewomen; serviceman servicemen; servicewoman servicewomen; gunman gunmen; fireman firemen;
fisherman fishermen; businessman businessmen; businesswoman businesswomen; spokesman spokesmen;
spokeswoman spokeswomen; chairman chairmen; statesman statesmen; congressman congressmen; seaman seamen;
airman airmen; craftsman craftsmen; tribesman tribesmen; salesman salesmen; clergyman clergymen; crewman crewmen;
grandchild grandchildren; schoolchild schoolchildren
"""

BASES: Final[dict[str, str]] = {
    form: base for base, *forms in (entry.split() for entry in _FORMS.split(";")) for form in forms
}
"""The base of each form, in small letters."""
