language-name = English

app-title = Identity check

# $number (Number) - the step, from 1
# $count (Number) - how many steps there are
step = Step { $number } of { $count }

officer = See an officer
language = Language

welcome-title = Welcome
welcome-text = Please choose your language.

notice-title = How would you like to be checked?
notice-text = This kiosk can compare your face with the photo in your travel document. You choose.
notice-face = Compare my face
notice-face-detail = The picture stays in this kiosk and is erased when you finish.
notice-officer = See an officer
notice-officer-detail = No picture is taken here, and nobody asks for a reason.
notice-honest = For some travellers, an officer may still have to take a photo.
notice-more = What happens to my picture?
notice-more-camera = The camera is off until you choose to compare your face.
notice-more-kiosk = The comparison happens inside this kiosk. No picture leaves it.
notice-more-erased = When you finish, the picture is erased.
notice-more-sent = This kiosk sends a short message. It has your ticket number, the lane, the result and the times. It says which kiosk and programs made it, and how your document was shown. It has no name and no picture.
# $version (Number) - the version of the notice
# $date (String) - since when it is in effect
notice-version = Notice { $version }, in effect since { $date }

closed-title = An officer will help you
closed-text = The face check is closed now. The officer lane is open.
closed-staff = For staff:
closed-settings = The settings file of this kiosk is missing or wrong.
closed-notice-expired = The notice is not in effect. Renew it in the settings file.
closed-no-simd = This browser is too old for the face check (no WebAssembly SIMD).
closed-model = A face model or its program is missing or has been changed. Install again.
closed-worker = The face check does not start. Restart this kiosk.
closed-camera-absent = No camera is connected.
closed-camera-refused = The browser may not use the camera. Allow it for this site.

document-title = Show your travel document
document-camera-text = Hold the page with your photo flat in the frame.
document-file-text = Choose a picture of the page with your photo, or drop it here.
document-choose = Choose a file
document-use-file = Use a file
document-use-camera = Use the camera
document-photo-here = Photo

document-no-face = We cannot see a photo of a face on the page.
document-several-faces = There is more than one face. Show only the page with your photo.
document-too-small = The photo is too small. Move the page closer.
document-too-small-file = The photo is too small. Choose a larger picture.
document-blurred = The photo is not sharp. Hold the page still.
document-blurred-file = The photo is not sharp. Choose another picture.
document-too-dark = The photo is too dark.
document-too-bright = The photo is too bright. Tilt the page a little.
document-not-an-image = This file is not a picture that we can read.
document-too-large = This picture is too large.
document-empty = This file is empty.
document-corrupt = This picture is damaged.

face-title = Look at the camera
face-text = Nothing that you see here leaves this kiosk.
face-again = Let us try once more.
one-moment = One moment, please
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
done-leave = Finish
