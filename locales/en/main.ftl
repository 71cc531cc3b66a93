language-name = English
# Writing direction of this language: ltr or rtl
direction = ltr
# Ten thousand, as this language writes it: all large numbers get its mark between thousands
ten-thousand = 10,000

app-title = Identity check

# $number (Number) - the step, from 1
# $count (Number) - how many steps there are
step = Step { $number } of { $count }

officer = See an officer
call-staff = Call staff
language = Language
access = Easier to use
close = Close
one-moment = One moment, please

welcome-title = Welcome
welcome-text = Please choose your language.
welcome-speech = To hear this screen, press the star key.

notice-title = How would you like to be checked?
notice-text = This kiosk can compare your face with the photo in your travel document. You choose.
profile-land-exit = This check is for people who leave the country here.
profile-sea = Please come when your cabin group is called.
profile-gate = A carrier runs this gate. Its staff can also check your document by hand.
profile-small-port = Staff may not be near. The result stays in this kiosk until staff carry it to an officer.
profile-vehicle = Each person in the vehicle chooses, one after the other.
notice-face = Compare my face
notice-face-detail = The picture stays in this kiosk and is erased when you finish.
notice-officer = See an officer
notice-officer-detail = No picture is taken here, and nobody asks for a reason.
notice-honest = For some travellers, an officer may still have to take a photo.
notice-child = Are you with a child? The parent or guardian decides.
notice-more = What happens to my picture?
notice-guardian = I am here with a child
# $version (Number) - the version of the notice
# $date (String) - since when it is in effect
notice-version = Notice { $version }, in effect since { $date }
held-text = An officer holds this device. The choice is yours.
held-turn = Turn the screen

# $minutes (Number) - the usual wait
wait-minutes = { $minutes ->
    [one] Usual wait: about 1 minute
   *[other] Usual wait: about { $minutes } minutes
}
# $days (Number) - how old the figures are
waits-age = { $days ->
    [0] This site gave these waits today. They are not measured.
    [one] This site gave these waits 1 day ago. They are not measured.
   *[other] This site gave these waits { $days } days ago. They are not measured.
}
waits-measured = These waits were measured here over the last hour.

privacy-title = What happens to my picture?
privacy-camera = The camera is off until you choose to compare your face.
privacy-kiosk = The comparison happens inside this kiosk. No picture leaves it.
privacy-page = If the camera sees your photo page, the kiosk also reads its lines of letters. It checks if the document has expired. It keeps, shows and sends nothing of them.
privacy-chip = If you lay your document on a reader, the kiosk also reads its chip. It checks your photo and the printed details. It keeps and shows nothing of them. It sends only how far the chip was checked.
privacy-erased = When you finish, the picture is erased.
privacy-sent = This kiosk sends a short message. It has your ticket number, the lane, the result and the times. It says which kiosk and programs made it, which notice you saw, and how your document was shown. It has no name and no picture.
privacy-help = If you call staff, the kiosk sends its number and the time.
privacy-authority-title = Under which law?
# $authority (String) - the name of a law or rule
privacy-authority = { $authority }
privacy-purpose-title = What is it for?
privacy-purpose = To see if you are the person in your travel document.
privacy-uses-title = How is it used?
privacy-uses = Officers see your ticket number and the result. They use it to call you and to let you go on.
privacy-voluntary-title = Do I have to?
privacy-voluntary = The face check is your choice. You can stop at any time, on every screen.
privacy-refusal-title = What if I say no?
privacy-refusal = An officer checks your document by hand. You do not have to say why.
privacy-wrong-title = How often is the comparison wrong?
# $count (String) - of how many comparisons one may match: a large number
privacy-wrong-match = In a test, at most 1 in { $count } comparisons of two different people said "same person".
privacy-wrong-tries = A check has up to two tries, so this can happen twice as often.
# $count (String) - how many found no match
# $all (String) - a thousand
privacy-wrong-missed = In about { $count } of { $all } comparisons of one person, there was no match. After two tries, an officer helps.
# $photos (String) - how many
# $people (String) - how many were in them
privacy-wrong-news = The test used { $photos } news photos of { $people } people. It used no passport photos.
# $photos (String) - how many
# $people (String) - how many were in them
# $data (String) - the name of the set of photos
privacy-wrong-photos = The test used { $photos } photos of { $people } people ({ $data }).
privacy-wrong-groups = The comparison may be wrong more often for some groups of people.
privacy-wrong-unknown = Nobody has measured this for this kiosk yet.
privacy-kept-title = How long is it kept?
privacy-kept-here = By this kiosk
privacy-kept-agency = By the agency, if an officer takes a photo
privacy-kept-nothing = Nothing is kept
privacy-kept-citizen = U.S. citizens
privacy-kept-resident = Permanent residents
privacy-kept-other = All others
privacy-kept-everyone = All travellers
# $hours (Number) - how long
kept-hours = { $hours ->
    [one] Up to 1 hour
   *[other] Up to { $hours } hours
}
# $days (Number) - how long
kept-days = { $days ->
    [one] Up to 1 day
   *[other] Up to { $days } days
}
# $years (Number) - how long
kept-years = { $years ->
    [one] Up to 1 year
   *[other] Up to { $years } years
}
# $source (String) - the name of a document
# $date (String) - the day of that document
privacy-kept-source = Source: { $source }, { $date }

guardian-title = With a child
guardian-text = The parent or guardian decides for the child. Both ways are fine.
guardian-how = If you compare faces, the child looks at the camera for a moment. Nothing else is asked of the child.
guardian-face = Compare the child's face
guardian-officer = See an officer together

help-title = Staff have been called
help-text = Please wait here. You can go on with the check in the meantime.
help-calling-title = Calling staff
help-calling-text = This takes a moment.
help-failed-title = We could not call
# $place (String) - the name of a desk
help-failed-text = Please go to { $place }. Staff will help you there.
help-failed-ask = Please ask the nearest member of staff.

language-title = Choose your language

access-title = Make this kiosk easier to use
access-text-size = Text size
access-text-normal = Normal
access-text-large = Large
access-text-largest = Largest
access-contrast = Strong contrast
access-reach = Move the buttons down
access-speech = Read the screen aloud
access-blank = Make the screen dark
access-volume = Sound
access-volume-off = Off
access-volume-soft = Soft
access-volume-loud = Loud
access-on = On
access-off = Off

speech-transcript = What is being read
speech-repeat = Repeat
speech-pause = Pause
speech-resume = Go on
speech-stop = Stop reading
speech-no-voice = This kiosk has no voice for this language. You can read the words here.
speech-how = Use the arrow keys to move. Press Enter to choose.
# $label (String) - what the button says
# $number (Number) - its place
# $count (Number) - how many there are
speech-control = { $label }. { $number } of { $count }.
speech-chosen = Chosen.
blank-screen = The screen is dark. Touch it, or press the star key, to bring it back.

sound-warning = Sound: time is running out
sound-taken = Sound: picture taken
sound-done = Sound: finished
sound-help = Sound: staff are called

warning-title = Do you need more time?
# $seconds (Number) - how many are left
warning-text = { $seconds ->
    [one] In 1 second, this kiosk erases everything and starts again.
   *[other] In { $seconds } seconds, this kiosk erases everything and starts again.
}
warning-more = I need more time

closed-title = An officer will help you
closed-text = The face check is closed now. The officer lane is open.
closed-staff = For staff:
closed-settings = The settings file of this kiosk is missing or wrong.
closed-notice-expired = The notice is not in effect. Renew it in the settings file.
closed-no-simd = This browser is too old for the face check (no WebAssembly SIMD).
closed-model = A face model or its program is missing or has been changed. Install again.
closed-uncalibrated = The errors of this face model were never measured at the rate in the settings. Measure them, or change the rate.
closed-worker = The face check does not start. Restart this kiosk.
closed-camera-absent = No camera is connected.
closed-camera-refused = The browser may not use the camera. Allow it for this site.
closed-camera-blocked = The operating system does not let this browser use the camera. Allow it in the system's settings.
closed-camera-busy = The camera does not start. Another program uses it, or it is broken.
closed-camera-silent = The camera shows nothing. It is covered, dark or broken.
closed-revoked = The server has revoked this kiosk, or does not know it. Enrol it again on the staff screen.

camera-starting = The camera is starting. This can take 20 seconds.
camera-nothing = The camera sees nothing. It may be covered, or in the dark.
camera-slow = Is this taking long? You can go on, or see an officer.

document-title = Show your travel document
document-camera-text = Hold the page with your photo flat in the frame.
document-file-text = Choose a picture of the page with your photo, or drop it here.
document-choose = Choose a file
document-use-file = Use a file
document-use-camera = Use the camera
document-photo-here = Photo

document-no-face = We cannot see a photo of a face on the page.
document-not-a-page = Show the whole photo page, with the lines of letters at the bottom.
document-no-zone = We cannot see the lines of letters at the bottom of the page.
document-zone-cut-off = The lines of letters at the bottom must be inside the frame.
document-zone-glare = There is a reflection on the lines of letters. Tilt the page a little.
document-zone-unreadable = We cannot read the lines of letters at the bottom. Move the page a little.
document-several-faces = There is more than one face. Show only the page with your photo.
document-too-small = The photo is too small. Move the page closer.
document-camera-too-small = This camera cannot see the page well. Please use a file, or see an officer.
document-camera-too-small-officer = This camera cannot see the page well. Please see an officer.
document-too-small-file = The photo is too small. Choose a larger picture.
document-blurred = The photo is not sharp. Hold the page still.
document-blurred-file = The photo is not sharp. Choose another picture.
document-too-dark = The photo is too dark.
document-too-bright = The photo is too bright. Tilt the page a little.
document-glare = There is a reflection on the photo. Tilt the page a little.
document-not-an-image = This file is not a picture that we can read. Choose a JPEG, PNG, WebP or JPEG 2000 file.
document-too-large = This picture is too large.
document-empty = This file is empty.
document-corrupt = This picture cannot be read. It may be damaged. Choose another one.
document-unreadable = This file cannot be read. Choose it again, or another one.
document-several-files = Choose one file only.
document-not-a-file = That is not a file. Choose a picture.

chip-title = Lay your document on the reader
chip-text = Its chip holds your photo. Keep the document still until the next screen.
chip-lay-down = Lay your document flat on the reader.
chip-leave = Leave it there. It is being read.
chip-again = Contact was lost. Lay the document on the reader again.
chip-no-reader = The reader does not answer.
chip-skip = Go on without the chip
chip-page = Show the page again

face-title = Look at the camera
face-text = Nothing that you see here leaves this kiosk.
face-covering = Keep your glasses and your head covering on. If sunglasses, a mask or anything else covers your face, you can take it off or see an officer.
face-again = Let us try once more.
face-no-face = Move into the oval
face-several-faces = Only you in the picture, please
face-too-far = Come a little closer
face-too-near = Move back a little
face-off-centre = Move to the middle
face-turned = Look straight at the camera
face-too-dark = There is too little light
face-too-bright = There is too much light
face-blurred = The picture is not sharp yet
face-hold-still = Hold still
face-put-document-down = Put your document down
face-same-photograph = This is the photo of your document. Look at the camera yourself.

comparing-title = Comparing
comparing-text = This takes a few seconds.

done-match-title = Thank you. You may go on.
done-officer-title = An officer will see you
done-declined = You chose an officer. That is all we need.
done-no-match = We could not confirm. An officer will help.
done-timed-out = Time has run out. An officer will help.
done-broken = This kiosk has a problem. An officer will help.
# $place (String) - the name of a lane or desk
done-place = Please go to { $place }
done-ticket = Your ticket number
done-erased = Your picture has been erased.
done-not-taken = No picture was taken.
done-not-kept = No picture is kept.
# $contact (String) - where complaints go
done-complain = To complain: { $contact }. Please give your ticket number.
done-sent = What was sent?
done-leave = Finish

print-ticket = Print my ticket
print-keep = Please keep this ticket. It does not say who you are.

sent-title = What was sent
sent-text = This is the whole message, letter for letter.
sent-nothing-else = Nothing else about you was sent.
sent-calls = You called staff. This message was made for that:
sent-waiting = This message has not arrived yet. It waits in this kiosk and is sent again.
sent-field = Field
sent-value = Value
sent-meaning = Meaning
sent-version = The version of this form of message
sent-id = A number that names this message. It is worked out from kiosk, ticket and arrival
sent-kiosk = This kiosk
sent-ticket = Your ticket number
sent-lane = Where you go: on (face) or to an officer
sent-outcome = The result. "Manual" means that an officer looks, for whatever reason.
sent-document = How you showed your document and how far its chip was checked, if faces were compared
sent-model = Which program compared faces, if one did
sent-build = Which version of the kiosk this is
sent-notice = Which notice you saw
sent-arrived = When you came, in seconds since 1970
sent-finished = When you finished, rounded up to ten seconds, in seconds since 1970
sent-receipt-title = Your receipt
sent-receipt-text = Take a photo of this code. With it, staff can find this message and see that it was not changed. It does not say who you are.
sent-follow = You can also follow your number on a telephone with this code.

staff-title = About this kiosk
staff-kiosk = Kiosk
staff-build = Build
staff-lane = Face lane
staff-open = Open
staff-camera = Camera
staff-camera-small = Its picture is too small for document pages.
staff-camera-good = No fault is known.
staff-model = Face model
staff-fallback = Stands in for a better face model
staff-general-engine = Runs on the general engine (tract), which is slower
staff-yes = Yes
staff-no = No
staff-target = False matches allowed (FMR)
# $count (String) - a large number
staff-target-rate = At most 1 in { $count }
staff-missed = Missed matches (FNMR)
# $count (String) - how many were counted
# $all (String) - of how many: ten thousand
# $low (String) - the lower end of the 95-percent interval of that count
# $high (String) - the upper end
staff-missed-rate = { $count } in { $all } (interval of 95 in 100: { $low } to { $high })
staff-unmeasured = Not measured. The face lane stays closed without it.
staff-data = Measured with
# $data (String) - the name of a set of photos
# $photos (String) - how many
# $people (String) - how many are in them
staff-data-size = { $data }. Photos: { $photos }. People: { $people }.
staff-measured = Measured on
staff-pipeline = Version that was measured
staff-queue = Results that wait for the server
staff-oldest = The oldest has waited
# $hours (Number) - how long
# $minutes (Number) - and how much longer
staff-age = { $hours } h { $minutes } min
staff-fleeting = The browser’s database does not answer: a restart can lose results.
staff-clock = Clock
staff-clock-right = Right
# $time (String) - how long, in hours and minutes
staff-clock-behind = { $time } behind the server. Results have the right time all the same. Set the clock.
# $time (String) - how long, in hours and minutes
staff-clock-ahead = { $time } ahead of the server. Results have the right time all the same. Set the clock.
staff-server = Server
staff-not-enrolled = Not enrolled. All results wait in this kiosk. Type an enrolment code below.
staff-enrolled = Enrolled
staff-mistrusted = The server does not accept the signature of this kiosk. Results wait. Enrol it again.
staff-code = Enrolment code
staff-enrol = Enrol
staff-code-wrong = This code is wrong, used or too old. Ask for a new one.
staff-code-unheard = The server does not answer. The kiosk keeps asking.
staff-export = Save the results that wait to a file
# $count (Number) - how many results the file has
staff-export-saved = Saved. Carry the file to the server. Results in it: { $count }. They stay here too; the server takes each one once.
staff-export-nothing = No result waits, or this kiosk was never enrolled.
staff-export-failed = The browser saved no file. Its policy may forbid downloads.
staff-trust = Keys of issuing states
staff-trust-missing = The list is missing. No signature of a chip can be checked.
staff-languages = Languages
staff-review = All languages but English still wait for a human reviewer.
staff-settings = Settings
staff-settings-good = The settings file is valid.
staff-camera-half = Upside down. Its picture is turned.
staff-camera-side = On its side. Its picture is turned.
staff-text = The smallest text
# $pixels (Number) - its size
staff-text-size = { $pixels } px

sign-title = You can choose how you are checked
sign-notice = Scan to read the notice
