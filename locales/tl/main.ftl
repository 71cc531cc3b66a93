language-name = Tagalog
# Writing direction of this language: ltr or rtl
direction = ltr
ten-thousand = 10,000

app-title = Pag-check ng pagkakakilanlan

step = Hakbang { $number } ng { $count }

officer = Pumunta sa officer
call-staff = Tumawag ng staff
language = Wika
access = Mas madaling gamit
close = Isara
one-moment = Sandali lang po

welcome-title = Maligayang pagdating
welcome-text = Piliin po ang inyong wika.
welcome-speech = Para marinig ang screen na ito, pindutin ang star key.

notice-title = Paano po ninyo gustong ma-check?
notice-text = Puwedeng ihambing ng kiosk na ito ang inyong mukha sa litrato sa inyong travel document. Kayo ang pipili.
profile-land-exit = Ang pagsusuring ito ay para sa mga umaalis ng bansa dito.
profile-sea = Pumunta po kapag tinawag ang grupo ng inyong kabina.
profile-gate = Isang carrier ang nagpapatakbo ng gate na ito. Maaari ring suriin ng staff nito ang dokumento mo nang mano-mano.
profile-small-port = Maaaring walang staff sa malapit. Mananatili ang resulta sa kiosk na ito hanggang dalhin ito ng staff sa isang opisyal.
profile-vehicle = Pumipili ang bawat tao sa sasakyan, isa-isa.
notice-face = Ihambing ang mukha ko
notice-face-detail = Mananatili ang larawan sa kiosk na ito at buburahin kapag tapos na kayo.
notice-officer = Pumunta sa officer
notice-officer-detail = Walang larawang kukunin dito, at walang magtatanong ng dahilan.
notice-honest = Para sa ilang biyahero, maaaring kailanganin pa rin ng officer na kumuha ng litrato.
notice-child = May kasama ba kayong bata? Ang magulang o guardian ang magpapasya.
notice-more = Ano ang mangyayari sa larawan ko?
notice-guardian = May kasama akong bata
notice-version = Abiso { $version }, may bisa mula { $date }
held-text = Hawak ng officer ang device na ito. Kayo ang pipili.
held-turn = I-ikot ang screen

wait-minutes = { $minutes ->
    [one] Karaniwang paghihintay: mga { $minutes } minuto
   *[other] Karaniwang paghihintay: mga { $minutes } na minuto
}
waits-age = { $days ->
    [0] Ngayong araw ibinigay ng lugar na ito ang mga oras ng paghihintay. Hindi sinukat ang mga ito.
    [one] { $days } araw na ang nakalipas nang ibigay ng lugar na ito ang mga oras ng paghihintay. Hindi sinukat ang mga ito.
   *[other] { $days } na araw na ang nakalipas nang ibigay ng lugar na ito ang mga oras ng paghihintay. Hindi sinukat ang mga ito.
}
waits-measured = Sinukat dito ang mga oras ng paghihintay na ito sa nakaraang isang oras.

privacy-title = Ano ang mangyayari sa larawan ko?
privacy-camera = Nakapatay ang camera hanggang sa piliin ninyong ihambing ang inyong mukha.
privacy-kiosk = Sa loob ng kiosk na ito ginagawa ang paghahambing. Walang larawang lumalabas dito.
privacy-page = Kapag nakita ng kamera ang pahinang may inyong litrato, binabasa rin ng kiosk ang mga linya ng titik. Tinitingnan nito kung paso na ang dokumento. Wala itong itinatago, ipinapakita o ipinapadala sa mga ito.
privacy-chip = Kung ilalapag ninyo ang dokumento sa reader, binabasa rin ng kiosk ang chip nito. Sinusuri nito ang inyong litrato at ang mga nakalimbag na detalye. Wala itong itinatago o ipinapakita sa mga ito. Ang ipinapadala lang nito ay kung hanggang saan nasuri ang chip.
privacy-erased = Kapag tapos na kayo, buburahin ang larawan.
privacy-sent = Nagpapadala ang kiosk na ito ng maikling mensahe. Laman nito ang inyong queue number, ang lane, ang resulta at ang mga oras. Sinasabi nito kung aling kiosk at mga program ang gumawa nito, kung aling abiso ang nakita ninyo, at kung paano ipinakita ang inyong dokumento. Wala itong pangalan at walang larawan.
privacy-help = Kung tatawag kayo ng staff, ipapadala ng kiosk ang number nito at ang oras.
privacy-authority-title = Sa ilalim ng anong batas?
privacy-authority = { $authority }
privacy-purpose-title = Para saan ito?
privacy-purpose = Para makita kung kayo ang taong nasa inyong travel document.
privacy-uses-title = Paano ito ginagamit?
privacy-uses = Nakikita ng mga officer ang inyong queue number at ang resulta. Ginagamit nila ito para tawagin kayo at para makapagpatuloy kayo.
privacy-voluntary-title = Kailangan ko bang gawin ito?
privacy-voluntary = Kayo ang pipili kung magpapa-check ng mukha. Puwede kayong huminto kahit kailan, sa bawat screen.
privacy-refusal-title = Paano kung ayaw ko?
privacy-refusal = Mano-manong iche-check ng officer ang inyong dokumento. Hindi ninyo kailangang sabihin kung bakit.
privacy-wrong-title = Gaano kadalas nagkakamali ang paghahambing?
privacy-wrong-match = Sa isang test, hindi hihigit sa 1 sa bawat { $count } paghahambing ng dalawang magkaibang tao ang nagsabing "iisang tao".
privacy-wrong-tries = Hanggang dalawang subok ang bawat check, kaya puwedeng mangyari ito nang doble ang dalas.
privacy-wrong-missed = Sa humigit-kumulang { $count } sa { $all } paghahambing ng iisang tao, walang nakitang tugma. Pagkatapos ng dalawang subok, tutulong ang officer.
privacy-wrong-news = Gumamit ang test ng { $photos } larawang pambalita ng { $people } tao. Hindi ito gumamit ng mga larawan ng pasaporte.
privacy-wrong-photos = Gumamit ang test ng { $photos } larawan ng { $people } tao ({ $data }).
privacy-wrong-groups = Maaaring mas madalas magkamali ang paghahambing para sa ilang grupo ng tao.
privacy-wrong-unknown = Wala pang sumukat nito para sa kiosk na ito.
privacy-kept-title = Gaano katagal ito naka-save?
privacy-kept-here = Sa kiosk na ito
privacy-kept-agency = Sa ahensya, kung kukuha ng litrato ang officer
privacy-kept-nothing = Walang sine-save
privacy-kept-citizen = Mga U.S. citizen
privacy-kept-resident = Mga permanent resident
privacy-kept-other = Lahat ng iba pa
privacy-kept-everyone = Lahat ng biyahero
kept-hours = { $hours ->
    [one] Hanggang { $hours } oras
   *[other] Hanggang { $hours } na oras
}
kept-days = { $days ->
    [one] Hanggang { $days } araw
   *[other] Hanggang { $days } na araw
}
kept-years = { $years ->
    [one] Hanggang { $years } taon
   *[other] Hanggang { $years } na taon
}
privacy-kept-source = Pinagmulan: { $source }, { $date }

guardian-title = May kasamang bata
guardian-text = Ang magulang o guardian ang magpapasya para sa bata. Parehong ayos ang dalawang paraan.
guardian-how = Kung maghahambing ng mukha, titingin sandali sa camera ang bata. Wala nang ibang hihilingin sa bata.
guardian-face = Ihambing ang mukha ng bata
guardian-officer = Magkasamang pumunta sa officer

help-title = Natawag na ang staff
help-text = Maghintay po dito. Puwede ninyong ituloy ang pag-check habang naghihintay.
help-calling-title = Tinatawag ang staff
help-calling-text = Sandali lang ito.
help-failed-title = Hindi namin natawag ang staff
help-failed-text = Pumunta po sa { $place }. Tutulungan kayo ng staff doon.
help-failed-ask = Magpatulong po sa pinakamalapit na staff.

language-title = Piliin ang inyong wika

access-title = Gawing mas madaling gamitin ang kiosk na ito
access-text-size = Laki ng teksto
access-text-normal = Normal
access-text-large = Malaki
access-text-largest = Pinakamalaki
access-contrast = Malakas na contrast
access-reach = Ibaba ang mga button
access-speech = Ipabasa ang screen
access-blank = Padilimin ang screen
access-volume = Tunog
access-volume-off = Off
access-volume-soft = Mahina
access-volume-loud = Malakas
access-on = On
access-off = Off

speech-transcript = Ang binabasa ngayon
speech-repeat = Ulitin
speech-pause = I-pause
speech-resume = Ituloy
speech-stop = Itigil ang pagbasa
speech-no-voice = Walang boses ang kiosk na ito para sa wikang ito. Mababasa ninyo ang mga salita dito.
speech-how = Gamitin ang mga arrow key para lumipat. Pindutin ang Enter para pumili.
speech-control = { $label }. { $number } ng { $count }.
speech-chosen = Napili na.
blank-screen = Madilim ang screen. I-touch ito, o pindutin ang star key, para bumalik ito.

sound-warning = Tunog: paubos na ang oras
sound-taken = Tunog: nakunan na ng larawan
sound-done = Tunog: tapos na
sound-help = Tunog: tinawag na ang staff

warning-title = Kailangan pa ba ninyo ng oras?
warning-text = { $seconds ->
    [one] Pagkalipas ng { $seconds } segundo, buburahin ng kiosk na ito ang lahat at magsisimula ulit.
   *[other] Pagkalipas ng { $seconds } na segundo, buburahin ng kiosk na ito ang lahat at magsisimula ulit.
}
warning-more = Kailangan pa ng oras

closed-title = Tutulungan kayo ng officer
closed-text = Sarado ngayon ang pag-check ng mukha. Bukas ang officer lane.
closed-staff = Para sa staff:
closed-settings = Wala o mali ang settings file ng kiosk na ito.
closed-notice-expired = Walang bisa ang abiso. I-renew ito sa settings file.
closed-no-simd = Masyadong luma ang browser na ito para sa pag-check ng mukha (walang WebAssembly SIMD).
closed-model = Nawawala o nabago ang isang face model o ang program nito. I-install ulit.
closed-uncalibrated = Hindi pa nasusukat ang mga mali ng face model na ito sa rate na nasa settings. Sukatin ang mga ito, o palitan ang rate.
closed-worker = Hindi nagsisimula ang pag-check ng mukha. I-restart ang kiosk na ito.
closed-camera-absent = Walang nakakonektang camera.
closed-camera-refused = Walang pahintulot ang browser na gamitin ang camera. Payagan ito para sa site na ito.
closed-camera-blocked = Hindi pinapayagan ng operating system ang browser na ito na gamitin ang camera. Payagan ito sa settings ng system.
closed-camera-busy = Hindi nagsisimula ang camera. Ginagamit ito ng ibang program, o sira ito.
closed-camera-silent = Walang ipinapakita ang camera. Natatakpan ito, madilim o sira.
closed-revoked = Inalis ng server ang kiosk na ito o hindi nito kilala. I-enrol ito ulit sa screen ng staff.

camera-starting = Nagsisimula ang camera. Maaaring abutin ito ng 20 segundo.
camera-nothing = Walang nakikita ang camera. Baka natatakpan ito o nasa dilim.
camera-slow = Matagal ba ito? Puwede kayong magpatuloy o pumunta sa officer.

document-title = Ipakita ang inyong travel document
document-camera-text = Hawakan nang patag sa loob ng frame ang page na may litrato ninyo.
document-file-text = Pumili ng larawan ng page na may litrato ninyo, o i-drop ito dito.
document-choose = Pumili ng file
document-use-file = Gumamit ng file
document-use-camera = Gamitin ang camera
document-photo-here = Litrato

document-no-face = Wala kaming makitang litrato ng mukha sa page.
document-not-a-page = Ipakita ang buong page na may litrato, pati ang mga linya ng letra sa ibaba.
document-no-zone = Hindi namin makita ang mga linya ng titik sa ibaba ng pahina.
document-zone-cut-off = Dapat nasa loob ng kuwadro ang mga linya ng titik sa ibaba.
document-zone-glare = May silaw sa mga linya ng titik. Itagilid nang kaunti ang pahina.
document-zone-unreadable = Hindi namin mabasa ang mga linya ng titik sa ibaba. Igalaw nang kaunti ang pahina.
document-several-faces = May higit sa isang mukha. Ipakita lang ang page na may litrato ninyo.
document-too-small = Masyadong maliit ang litrato. Ilapit ang page.
document-camera-too-small = Hindi makita nang malinaw ng camera na ito ang page. Gumamit ng file o pumunta sa officer.
document-camera-too-small-officer = Hindi makita nang malinaw ng camera na ito ang page. Pumunta sa officer.
document-too-small-file = Masyadong maliit ang litrato. Pumili ng mas malaking larawan.
document-blurred = Malabo ang litrato. Huwag igalaw ang page.
document-blurred-file = Malabo ang litrato. Pumili ng ibang larawan.
document-too-dark = Masyadong madilim ang litrato.
document-too-bright = Masyadong maliwanag ang litrato. Ikiling nang kaunti ang page.
document-glare = May nasasalaming ilaw sa litrato. Ikiling nang kaunti ang page.
document-not-an-image = Hindi namin mabasa ang file na ito. Pumili ng larawang JPEG, PNG, WebP o JPEG 2000.
document-too-large = Masyadong malaki ang larawang ito.
document-empty = Walang laman ang file na ito.
document-corrupt = Hindi namin mabasa ang larawang ito. Baka sira ito. Pumili ng iba.
document-unreadable = Hindi namin mabasa ang file na ito. Piliin itong muli, o pumili ng iba.
document-several-files = Isang file lamang ang piliin.
document-not-a-file = Hindi iyan file. Pumili ng larawan.

chip-title = Ilapag ang inyong dokumento sa reader
chip-text = Nasa chip nito ang inyong litrato. Huwag igalaw ang dokumento hanggang sa susunod na screen.
chip-lay-down = Ilapag nang patag ang dokumento sa reader.
chip-leave = Iwan muna ito roon. Binabasa ito.
chip-again = Naputol ang koneksyon. Ilapag ulit ang dokumento sa reader.
chip-no-reader = Hindi sumasagot ang reader.
chip-skip = Magpatuloy nang walang chip
chip-page = Ipakita ulit ang pahina

face-title = Tumingin sa camera
face-text = Hindi lalabas sa kiosk na ito ang anumang nakikita ninyo dito.
face-covering = Huwag alisin ang inyong salamin at takip sa ulo. Kung natatakpan ng sunglasses, mask o iba pa ang inyong mukha, puwede ninyong alisin ito o pumunta sa officer.
face-again = Subukan po natin ulit.
face-no-face = Itapat ang mukha sa oval
face-several-faces = Kayo lang po sa larawan
face-too-far = Lumapit nang kaunti
face-too-near = Umatras nang kaunti
face-off-centre = Lumipat sa gitna
face-turned = Tumingin nang diretso sa camera
face-too-dark = Kulang ang ilaw
face-too-bright = Sobra ang ilaw
face-blurred = Malabo pa ang larawan
face-hold-still = Huwag gumalaw
face-put-document-down = Ibaba ang inyong dokumento
face-same-photograph = Ito ang litrato sa inyong dokumento. Kayo mismo ang tumingin sa camera.

comparing-title = Inihahambing
comparing-text = Aabutin ito ng ilang segundo.

done-match-title = Salamat po. Puwede na kayong magpatuloy.
done-officer-title = Aasikasuhin kayo ng officer
done-declined = Pinili ninyo ang officer. Iyon lang ang kailangan namin.
done-no-match = Hindi namin nakumpirma. Tutulungan kayo ng officer.
done-timed-out = Naubos na ang oras. Tutulungan kayo ng officer.
done-broken = May problema ang kiosk na ito. Tutulungan kayo ng officer.
done-place = Pumunta po sa { $place }
done-ticket = Ang inyong queue number
done-erased = Nabura na ang inyong larawan.
done-not-taken = Walang kinuhang larawan.
done-not-kept = Walang larawang itinatago.
done-complain = Para magreklamo: { $contact }. Ibigay po ang inyong queue number.
done-sent = Ano ang ipinadala?
done-leave = Tapusin

print-ticket = I-print ang tiket ko
print-keep = Itago ang tiket na ito. Hindi nito sinasabi kung sino ka.

sent-title = Ano ang ipinadala
sent-text = Ito ang buong mensahe, letra por letra.
sent-nothing-else = Wala nang ibang ipinadala tungkol sa inyo.
sent-calls = Tumawag ka ng staff. Ginawa ang mensaheng ito para doon:
sent-waiting = Hindi pa dumarating ang mensaheng ito. Naghihintay ito sa kiosk at ipapadala ulit.
sent-field = Field
sent-value = Value
sent-meaning = Kahulugan
sent-version = Ang bersyon ng format ng mensaheng ito
sent-id = Numero na tumutukoy sa mensaheng ito. Kinukuha ito sa kiosk, queue number at oras ng pagdating
sent-kiosk = Ang kiosk na ito
sent-ticket = Ang inyong queue number
sent-lane = Kung saan kayo pupunta: tuloy (face) o sa officer
sent-outcome = Ang resulta. Ang ibig sabihin ng "manual" ay titingin ang officer, anuman ang dahilan.
sent-document = Paano ninyo ipinakita ang inyong dokumento at hanggang saan nasuri ang chip nito, kung inihambing ang mga mukha
sent-model = Aling program ang naghambing ng mga mukha, kung mayroon
sent-build = Aling bersyon ito ng kiosk
sent-notice = Aling abiso ang nakita ninyo
sent-arrived = Kailan kayo dumating, sa segundo mula 1970
sent-finished = Kailan kayo natapos, ni-round up sa sampung segundo, sa segundo mula 1970
sent-receipt-title = Ang inyong resibo
sent-receipt-text = Kunan ng litrato ang code na ito. Gamit ito, mahahanap ng staff ang mensaheng ito at makikitang hindi ito nabago. Hindi nito sinasabi kung sino ka.
sent-follow = Maaari mo ring sundan ang numero mo sa telepono gamit ang code na ito.

staff-title = Tungkol sa kiosk na ito
staff-kiosk = Kiosk
staff-build = Build
staff-lane = Face lane
staff-open = Bukas
staff-camera = Kamera
staff-camera-small = Masyadong maliit ang larawan nito para sa mga page ng dokumento.
staff-camera-good = Walang alam na problema.
staff-model = Face model
staff-fallback = Pamalit sa mas mahusay na face model
staff-general-engine = Tumatakbo sa pangkalahatang engine (tract), na mas mabagal
staff-yes = Oo
staff-no = Hindi
staff-target = Mga maling tugma na pinapayagan (FMR)
staff-target-rate = Hindi hihigit sa 1 sa bawat { $count }
staff-missed = Mga tugmang hindi nakita (FNMR)
staff-missed-rate = { $count } sa bawat { $all } (interval na 95 sa 100: { $low } hanggang { $high })
staff-unmeasured = Hindi pa nasusukat. Habang wala ito, sarado ang face lane.
staff-data = Sinukat gamit ang
staff-data-size = { $data }. Mga larawan: { $photos }. Mga tao: { $people }.
staff-measured = Araw ng pagsukat
staff-pipeline = Version na sinukat
staff-queue = Mga resultang naghihintay sa network
staff-oldest = Ang pinakaluma ay naghihintay na nang
staff-age = { $hours } oras { $minutes } min
staff-fleeting = Hindi sumasagot ang database ng browser: maaaring mawala ang mga resulta kapag nag-restart.
staff-clock = Orasan
staff-clock-right = Tama
staff-clock-behind = Huli nang { $time } sa server. Tama pa rin ang oras ng mga resulta. Itama ang orasan.
staff-clock-ahead = Una nang { $time } sa server. Tama pa rin ang oras ng mga resulta. Itama ang orasan.
staff-server = Server
staff-not-enrolled = Hindi pa naka-enrol. Naghihintay sa kiosk na ito ang lahat ng resulta. I-type sa ibaba ang enrolment code.
staff-enrolled = Naka-enrol
staff-mistrusted = Hindi tinatanggap ng server ang pirma ng kiosk na ito. Naghihintay ang mga resulta. I-enrol ito ulit.
staff-code = Code sa pag-enrol
staff-enrol = I-enrol
staff-code-wrong = Mali, nagamit na o masyadong luma ang code na ito. Humingi ng bago.
staff-code-unheard = Hindi sumasagot ang server. Patuloy na nagtatanong ang kiosk.
staff-export = I-save sa isang file ang mga resultang naghihintay
staff-export-saved = Na-save na. Dalhin ang file sa server. Mga resulta rito: { $count }. Nananatili rin dito ang mga ito; minsan lang kinukuha ng server ang bawat isa.
staff-export-nothing = Walang resultang naghihintay, o hindi pa nairehistro ang kiosk na ito.
staff-export-failed = Walang na-save na file ang browser. Maaaring bawal sa patakaran nito ang pag-download.
staff-trust = Mga key ng mga bansang nagbibigay ng dokumento
staff-trust-missing = Nawawala ang listahan. Walang pirma ng chip na masusuri.
staff-languages = Mga wika
staff-review = Lahat ng wika maliban sa English ay naghihintay pa ng taong magsusuri.
staff-settings = Settings
staff-settings-good = Valid ang settings file.
staff-camera-half = Nakabaligtad. Iniikot ang larawan nito.
staff-camera-side = Nakatagilid. Iniikot ang larawan nito.
staff-text = Ang pinakamaliit na teksto
staff-text-size = { $pixels } px

sign-title = Puwede ninyong piliin kung paano kayo iche-check
sign-notice = I-scan para mabasa ang abiso
