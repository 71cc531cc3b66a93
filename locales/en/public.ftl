# The pages that the server has for travellers: the board of called numbers, and a ticket on a telephone.

board-title = Called numbers
board-called = Now called
board-waiting = Please wait
board-officer = Officer
board-face = Face check
board-none = No number is called now.
board-groups = Groups called
# $time (String) - a time of day, or a date
board-lost = No connection since { $time }. These numbers may be old.
# $number (String) - a ticket number, digit by digit
# $place (String) - the name of a desk
board-go = Number { $number }. Please go to { $place }.
# $group (String) - the name of a group, as travellers have it on their cards
board-group-go = Group { $group }. Please come now.
board-sound = Touch the screen or press a key to turn the sound on.

ticket-title = Your number
# $count (String) - how many numbers are called before this one
ticket-before = Numbers before yours: { $count }
ticket-next = Your number is next.
ticket-wait = Please wait until your number is called.
# $place (String) - the name of a desk
ticket-called = Please go to { $place }.
ticket-ended = This number is finished. Thank you.
ticket-unknown = Your number has not arrived here yet. This page keeps asking.
ticket-wrong = This is not a whole ticket code. Please scan the code again.
ticket-private = This page knows your number and nothing else about you.
ticket-stays = You can always go by the board or ask staff.
