language-name = Kreyòl ayisyen
# Writing direction of this language: ltr or rtl
direction = ltr
ten-thousand = 10,000

app-title = Kontwòl idantite

step = Etap { $number } sou { $count }

officer = Wè yon ofisye
call-staff = Rele anplwaye
language = Lang
access = Rann li pi fasil
close = Fèmen
one-moment = Yon ti moman, tanpri

welcome-title = Byenveni
welcome-text = Tanpri chwazi lang ou.
welcome-speech = Pou tande ekran sa a, peze touch etwal la.

notice-title = Ki jan ou vle fè kontwòl la?
notice-text = Kyòs sa a ka konpare figi ou ak foto ki nan dokiman vwayaj ou. Se ou ki chwazi.
profile-land-exit = Kontwòl sa a se pou moun k ap kite peyi a isit la.
profile-sea = Tanpri vini lè yo rele gwoup kabin ou a.
profile-gate = Yon konpayi transpò jere pòt sa a. Anplwaye li yo ka tcheke dokiman ou alamen tou.
profile-small-port = Anplwaye yo ka pa toupre. Rezilta a rete nan kyòs sa a jiskaske anplwaye yo pote l bay yon ajan.
profile-vehicle = Chak moun nan machin nan chwazi, youn apre lòt.
notice-face = Konpare figi mwen
notice-face-detail = Imaj la rete nan kyòs sa a, epi li efase lè ou fini.
notice-officer = Wè yon ofisye
notice-officer-detail = Yo pa pran imaj isit la, epi pèsonn pa mande ou poukisa.
notice-honest = Pou kèk vwayajè, yon ofisye ka oblije pran yon foto kanmenm.
notice-child = Èske ou avèk yon timoun? Se paran an oswa responsab la ki deside.
notice-more = Kisa k ap fèt ak imaj mwen an?
notice-guardian = Mwen la avèk yon timoun
notice-version = Avi { $version }, an vigè depi { $date }

wait-minutes = Tan pou tann dabitid: anviwon { $minutes } minit
waits-age = { $days ->
    [0] Se kote sa a ki bay tan sa yo jodi a. Se pa tan yo mezire.
   *[other] Se kote sa a ki te bay tan sa yo, sa gen { $days } jou. Se pa tan yo mezire.
}
waits-measured = Yo mezire tan sa yo isit la pandan dènye èdtan an.

privacy-title = Kisa k ap fèt ak imaj mwen an?
privacy-camera = Kamera a etenn toutotan ou pa chwazi konpare figi ou.
privacy-kiosk = Konparezon an fèt andedan kyòs sa a. Okenn imaj pa soti ladan li.
privacy-erased = Lè ou fini, imaj la efase.
privacy-sent = Kyòs sa a voye yon mesaj kout. Mesaj la gen nimewo tikè ou, liy lan, rezilta a ak lè yo. Li di ki kyòs ak ki pwogram ki fè li, ki avi ou te wè, ak ki jan dokiman ou te montre. Li pa gen ni non ni imaj.
privacy-help = Si ou rele anplwaye, kyòs la voye nimewo pa li ak lè a.
privacy-authority-title = Dapre ki lwa?
privacy-authority = { $authority }
privacy-purpose-title = Pou ki rezon?
privacy-purpose = Pou wè si ou se moun ki nan dokiman vwayaj ou.
privacy-uses-title = Ki jan yo sèvi avè li?
privacy-uses = Ofisye yo wè nimewo tikè ou ak rezilta a. Yo sèvi ak sa pou rele ou epi pou kite ou pase.
privacy-voluntary-title = Èske mwen oblije?
privacy-voluntary = Se ou ki chwazi si ou fè kontwòl figi a. Ou ka sispann nenpòt ki lè, sou tout ekran.
privacy-refusal-title = E si mwen di non?
privacy-refusal = Yon ofisye verifye dokiman ou alamen. Ou pa oblije di poukisa.
privacy-wrong-title = Konbyen fwa konparezon an twonpe li?
privacy-wrong-match = Nan yon tès, nan chak { $count } konparezon ant de moun diferan, omaksimòm 1 te di “menm moun”.
privacy-wrong-tries = Yon kontwòl gen jiska de esè, kidonk sa ka rive de fwa pi souvan.
privacy-wrong-missed = Nan apeprè { $count } sou { $all } konparezon yon sèl moun, konparezon an pa t jwenn menm moun nan. Apre de esè, yon ofisye ede ou.
privacy-wrong-news = Tès la te sèvi ak { $photos } foto laprès sou { $people } moun. Li pa t sèvi ak okenn foto paspò.
privacy-wrong-photos = Tès la te sèvi ak { $photos } foto sou { $people } moun ({ $data }).
privacy-wrong-groups = Konparezon an ka twonpe li pi souvan pou kèk gwoup moun.
privacy-wrong-unknown = Pèsonn poko mezire sa pou kyòs sa a.
privacy-kept-title = Konbyen tan yo kenbe li?
privacy-kept-here = Nan kyòs sa a
privacy-kept-agency = Nan ajans lan, si yon ofisye pran yon foto
privacy-kept-nothing = Yo pa kenbe anyen
privacy-kept-citizen = Sitwayen Etazini
privacy-kept-resident = Rezidan pèmanan
privacy-kept-other = Tout lòt moun
privacy-kept-everyone = Tout vwayajè
kept-hours = Jiska { $hours } èdtan
kept-days = Jiska { $days } jou
kept-years = Jiska { $years } ane
privacy-kept-source = Sous: { $source }, { $date }

guardian-title = Avèk yon timoun
guardian-text = Paran an oswa responsab la deside pou timoun nan. Tou de fason yo bon.
guardian-how = Si ou konpare figi, timoun nan gade kamera a yon ti moman. Yo pa mande timoun nan okenn lòt bagay.
guardian-face = Konpare figi timoun nan
guardian-officer = Wè yon ofisye ansanm

help-title = Yo rele anplwaye yo
help-text = Tanpri tann isit la. Pandan w ap tann, ou ka kontinye kontwòl la.
help-calling-title = N ap rele anplwaye
help-calling-text = Sa pran yon ti moman.
help-failed-title = Nou pa t kapab rele
help-failed-text = Tanpri ale nan { $place }. Anplwaye yo ap ede ou la.
help-failed-ask = Tanpri mande anplwaye ki pi pre ou a.

language-title = Chwazi lang ou

access-title = Rann kyòs sa a pi fasil pou itilize
access-text-size = Gwosè tèks la
access-text-normal = Nòmal
access-text-large = Gwo
access-text-largest = Pi gwo
access-contrast = Kontras fò
access-reach = Desann bouton yo
access-speech = Li ekran an awotvwa
access-blank = Fè ekran an nwa
access-volume = Son
access-volume-off = Koupe
access-volume-soft = Ba
access-volume-loud = Fò
access-on = Wi
access-off = Non

speech-transcript = Sa y ap li a
speech-repeat = Repete
speech-pause = Poz
speech-resume = Kontinye
speech-stop = Sispann li
speech-no-voice = Kyòs sa a pa gen vwa pou lang sa a. Ou ka li mo yo isit la.
speech-how = Sèvi ak touch flèch yo pou deplase. Peze Enter pou chwazi.
speech-control = { $label }. { $number } sou { $count }.
speech-chosen = Chwazi.
blank-screen = Ekran an nwa. Touche li, oswa peze touch etwal la, pou fè li tounen.

sound-warning = Son: tan an ap fini
sound-taken = Son: imaj la pran
sound-done = Son: fini
sound-help = Son: yo rele anplwaye

warning-title = Èske ou bezwen plis tan?
warning-text = Nan { $seconds } segonn, kyòs sa a ap efase tout bagay epi rekòmanse.
warning-more = Mwen bezwen plis tan

closed-title = Yon ofisye ap ede ou
closed-text = Kontwòl figi a fèmen kounye a. Liy ofisye a louvri.
closed-staff = Pou anplwaye yo:
closed-settings = Fichye reglaj kyòs sa a manke oswa li pa bon.
closed-notice-expired = Avi a pa an vigè. Renouvle li nan fichye reglaj la.
closed-no-simd = Navigatè sa a twò ansyen pou kontwòl figi a (pa gen WebAssembly SIMD).
closed-model = Yon modèl figi oswa pwogram li a manke, oswa yo chanje li. Enstale ankò.
closed-uncalibrated = Pèsonn pa janm mezire erè modèl figi sa a ak to ki nan reglaj yo. Mezire yo, oswa chanje to a.
closed-worker = Kontwòl figi a pa demare. Redemare kyòs sa a.
closed-camera-absent = Pa gen okenn kamera ki konekte.
closed-camera-refused = Navigatè a pa gen dwa sèvi ak kamera a. Pèmèt li pou sit sa a.
closed-camera-blocked = Sistèm òdinatè a pa kite navigatè sa a sèvi ak kamera a. Pèmèt li nan reglaj sistèm nan.
closed-camera-busy = Kamera a pa demare. Yon lòt pwogram ap sèvi ak li, oswa li gate.
closed-camera-silent = Kamera a pa montre anyen. Li kouvri, li nan fènwa oswa li gate.
closed-revoked = Sèvè a retire kyòs sa a, oswa li pa konnen l. Enskri l ankò sou ekran anplwaye yo.

camera-starting = Kamera a ap demare. Sa ka pran 20 segonn.
camera-nothing = Kamera a pa wè anyen. Li ka kouvri oswa nan fènwa.
camera-slow = Èske sa pran tan? Ou ka kontinye oswa wè yon ofisye.

document-title = Montre dokiman vwayaj ou
document-camera-text = Kenbe paj ki gen foto ou a byen plat nan kad la.
document-file-text = Chwazi yon imaj paj ki gen foto ou a, oswa lage li isit la.
document-choose = Chwazi yon fichye
document-use-file = Itilize fichye
document-use-camera = Itilize kamera a
document-photo-here = Foto

document-no-face = Nou pa wè foto yon figi sou paj la.
document-not-a-page = Montre tout paj ki gen foto ou a, ak liy lèt ki anba yo.
document-several-faces = Gen plis pase yon figi. Montre sèlman paj ki gen foto ou a.
document-too-small = Foto a twò piti. Pwoche paj la.
document-camera-too-small = Kamera sa a pa wè paj la byen. Itilize yon fichye oswa wè yon ofisye.
document-camera-too-small-officer = Kamera sa a pa wè paj la byen. Tanpri wè yon ofisye.
document-too-small-file = Foto a twò piti. Chwazi yon imaj ki pi gwo.
document-blurred = Foto a flou. Kenbe paj la san bouje.
document-blurred-file = Foto a flou. Chwazi yon lòt imaj.
document-too-dark = Foto a twò sonb.
document-too-bright = Foto a twò klere. Panche paj la yon ti kras.
document-not-an-image = Nou pa ka li fichye sa a. Chwazi yon imaj JPEG, PNG, WebP oswa JPEG 2000.
document-too-large = Imaj sa a twò gwo.
document-empty = Fichye sa a vid.
document-corrupt = Nou pa ka li imaj sa a. Li gendwa andomaje. Chwazi yon lòt.
document-unreadable = Nou pa ka li fichye sa a. Chwazi l ankò, oswa yon lòt.
document-several-files = Chwazi yon sèl fichye.
document-not-a-file = Sa se pa yon fichye. Chwazi yon imaj.

face-title = Gade kamera a
face-text = Anyen nan sa ou wè isit la pa soti nan kyòs sa a.
face-covering = Pa retire linèt ou ni sa ki kouvri tèt ou. Si linèt solèy, yon mask oswa yon lòt bagay kouvri figi ou, ou ka retire l oswa wè yon ofisye.
face-again = Ann eseye yon fwa ankò.
face-no-face = Mete ou nan oval la
face-several-faces = Ou menm sèlman nan imaj la, tanpri
face-too-far = Pwoche yon ti kras
face-too-near = Rekile yon ti kras
face-off-centre = Mete ou nan mitan
face-turned = Gade tou dwat nan kamera a
face-too-dark = Pa gen ase limyè
face-too-bright = Gen twòp limyè
face-blurred = Imaj la poko klè
face-hold-still = Pa bouje
face-put-document-down = Depoze dokiman ou
face-same-photograph = Sa se foto dokiman ou. Gade kamera a ou menm.

comparing-title = N ap konpare
comparing-text = Sa pran kèk segonn.

done-match-title = Mèsi. Ou ka pase.
done-officer-title = Yon ofisye ap resevwa ou
done-declined = Ou chwazi yon ofisye. Se tout sa nou bezwen.
done-no-match = Nou pa t kapab konfime. Yon ofisye ap ede ou.
done-timed-out = Tan an fini. Yon ofisye ap ede ou.
done-broken = Kyòs sa a gen yon pwoblèm. Yon ofisye ap ede ou.
done-place = Tanpri ale nan { $place }
done-ticket = Nimewo tikè ou
done-erased = Imaj ou a efase.
done-not-taken = Yo pa pran okenn imaj.
done-not-kept = Pa gen okenn imaj ki konsève.
done-complain = Pou pote plent: { $contact }. Tanpri bay nimewo tikè ou.
done-sent = Kisa ki te voye?
done-leave = Fini

print-ticket = Enprime tikè mwen an
print-keep = Tanpri kenbe tikè sa a. Li pa di kiyès ou ye.

sent-title = Sa ki te voye
sent-text = Men tout mesaj la, lèt pa lèt.
sent-nothing-else = Nou pa voye okenn lòt bagay sou ou.
sent-calls = Ou rele anplwaye yo. Se pou sa yo fè mesaj sa a:
sent-waiting = Mesaj sa a poko rive. L ap tann nan kyòs sa a epi n ap voye l ankò.
sent-field = Chan
sent-value = Valè
sent-meaning = Sa li vle di
sent-version = Vèsyon fòm mesaj sa a
sent-id = Yon nimewo ki idantifye mesaj sa a. Yo kalkile l ak kyòs la, tikè a ak lè ou rive a
sent-kiosk = Kyòs sa a
sent-ticket = Nimewo tikè ou
sent-lane = Kote ou prale: ou pase (“face”) oswa ou wè yon ofisye (“officer”)
sent-outcome = Rezilta a. “Manual” vle di yon ofisye ap gade, kèlkeswa rezon an.
sent-document = Ki jan ou te montre dokiman ou, si yo te konpare figi
sent-model = Ki pwogram ki te konpare figi, si te gen youn
sent-build = Ki vèsyon kyòs sa a ye
sent-notice = Ki avi ou te wè
sent-arrived = Ki lè ou te rive, an segonn depi 1970
sent-finished = Ki lè ou te fini, awondi nan dis segonn ki vin apre yo, an segonn depi 1970
sent-receipt-title = Resi ou
sent-receipt-text = Pran foto kòd sa a. Avèk li, anplwaye yo ka jwenn mesaj sa a epi wè yo pa chanje l. Li pa di kiyès ou ye.
sent-follow = Ou ka swiv nimewo ou sou yon telefòn tou ak kòd sa a.

staff-title = Konsènan kyòs sa a
staff-kiosk = Kyòs
staff-build = Vèsyon
staff-lane = Liy figi
staff-open = Louvri
staff-camera = Kamera
staff-camera-small = Imaj li twò piti pou paj dokiman.
staff-camera-good = Pa gen okenn pwoblèm nou konnen.
staff-model = Modèl figi
staff-fallback = Li ranplase yon pi bon modèl figi
staff-general-engine = Mache ak motè jeneral la (tract), ki pi dousman
staff-yes = Wi
staff-no = Non
staff-target = Fo “menm moun” yo pèmèt (FMR)
staff-target-rate = Omaksimòm 1 sou { $count }
staff-missed = “Menm moun” li pa jwenn (FNMR)
staff-missed-rate = { $count } sou { $all } (entèval 95 sou 100: { $low } rive { $high })
staff-unmeasured = Yo pa mezire li. Toutotan sa, liy figi a rete fèmen.
staff-data = Yo mezire ak
staff-data-size = { $data }. Foto: { $photos }. Moun: { $people }.
staff-measured = Jou yo mezire
staff-pipeline = Vèsyon yo te mezire
staff-queue = Rezilta k ap tann rezo a
staff-oldest = Pi ansyen an ap tann depi
staff-age = { $hours } è { $minutes } min
staff-fleeting = Baz done navigatè a pa reponn: yon rekòmansman ka fè pèdi rezilta.
staff-clock = Revèy
staff-clock-right = Li bon
staff-clock-behind = Li an reta { $time } sou sèvè a. Rezilta yo gen bon lè a kanmenm. Regle revèy la.
staff-clock-ahead = Li an avans { $time } sou sèvè a. Rezilta yo gen bon lè a kanmenm. Regle revèy la.
staff-server = Sèvè
staff-not-enrolled = Li poko enskri. Tout rezilta yo ap tann nan kyòs sa a. Tape yon kòd enskripsyon anba a.
staff-enrolled = Enskri
staff-mistrusted = Sèvè a pa aksepte siyati kyòs sa a. Rezilta yo ap tann. Enskri l ankò.
staff-code = Kòd enskripsyon
staff-enrol = Enskri
staff-code-wrong = Kòd sa a pa bon, yo te sèvi avè l deja, oswa li twò ansyen. Mande yon lòt.
staff-code-unheard = Sèvè a pa reponn. Kyòs la ap kontinye mande.
staff-export = Anrejistre rezilta k ap tann yo nan yon fichye
staff-export-saved = Li anrejistre. Pote fichye a bay sèvè a. Kantite rezilta ladan l: { $count }. Yo rete isit la tou; sèvè a pran chak yon sèl fwa.
staff-export-nothing = Pa gen rezilta k ap tann, oswa kyòs sa a pa t janm enskri.
staff-export-failed = Navigatè a pa anrejistre okenn fichye. Règ li yo ka entèdi telechajman.
staff-languages = Lang
staff-review = Tout lang yo, eksepte angle, ap tann toujou yon moun pou revize yo.
staff-settings = Reglaj
staff-settings-good = Fichye reglaj la valab.
staff-camera-half = Li monte tèt anba. Yo vire imaj li.
staff-camera-side = Li monte sou kote. Yo vire imaj li.
staff-text = Tèks ki pi piti a
staff-text-size = { $pixels } px

sign-title = Ou ka chwazi ki jan kontwòl ou fèt
sign-notice = Eskane pou li avi a
