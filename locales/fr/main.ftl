language-name = Français
# Writing direction of this language: ltr or rtl
direction = ltr
ten-thousand = 10 000

app-title = Contrôle d’identité

step = Étape { $number } sur { $count }

officer = Voir un agent
call-staff = Appeler le personnel
language = Langue
access = Usage plus facile
close = Fermer
one-moment = Un instant, s’il vous plaît

welcome-title = Bienvenue
welcome-text = Veuillez choisir votre langue.
welcome-speech = Pour écouter cet écran, appuyez sur la touche étoile.

notice-title = Comment voulez-vous faire le contrôle ?
notice-text = Cette borne peut comparer votre visage avec la photo de votre document de voyage. C’est vous qui choisissez.
profile-land-exit = Ce contrôle est pour les personnes qui quittent le pays ici.
profile-sea = Venez quand votre groupe de cabines est appelé.
profile-gate = Un transporteur gère cette porte. Son personnel peut aussi vérifier votre document à la main.
profile-small-port = Le personnel n’est peut-être pas sur place. Le résultat reste dans cette borne jusqu’à ce que le personnel le porte à un agent.
profile-vehicle = Chaque personne du véhicule choisit, l’une après l’autre.
notice-face = Comparer mon visage
notice-face-detail = L’image reste dans cette borne et elle est effacée quand vous terminez.
notice-officer = Aller voir un agent
notice-officer-detail = Aucune image n’est prise ici et personne ne vous demande pourquoi.
notice-honest = Pour certains voyageurs, un agent devra peut-être quand même prendre une photo.
notice-child = Vous êtes avec un enfant ? C’est le parent ou le tuteur qui décide.
notice-more = Que devient mon image ?
notice-guardian = Je suis ici avec un enfant
notice-version = Avis { $version }, en vigueur depuis le { $date }
held-text = Un agent tient cet appareil. C’est vous qui choisissez.
held-turn = Tourner l’écran

wait-minutes = { $minutes ->
    [one] Attente habituelle : environ { $minutes } minute
   *[other] Attente habituelle : environ { $minutes } minutes
}
waits-age = { $days ->
    [0] Ce lieu a indiqué ces temps d’attente aujourd’hui. Ils ne sont pas mesurés.
    [one] Ce lieu a indiqué ces temps d’attente il y a { $days } jour. Ils ne sont pas mesurés.
   *[other] Ce lieu a indiqué ces temps d’attente il y a { $days } jours. Ils ne sont pas mesurés.
}
waits-measured = Ces temps d’attente ont été mesurés ici pendant la dernière heure.

privacy-title = Que devient mon image ?
privacy-camera = La caméra est éteinte tant que vous n’avez pas choisi de comparer votre visage.
privacy-kiosk = La comparaison se fait à l’intérieur de cette borne. Aucune image n’en sort.
privacy-page = Si la caméra voit la page de la photo, la borne lit aussi les lignes de lettres. Elle vérifie si le document a expiré. Elle n’en garde, n’en affiche et n’en envoie rien.
privacy-chip = Si vous posez votre document sur un lecteur, la borne lit aussi sa puce. Elle vérifie votre photo et les données imprimées. Elle n’en garde et n’en affiche rien. Elle envoie seulement jusqu’où la puce a été vérifiée.
privacy-erased = Quand vous terminez, l’image est effacée.
privacy-sent = Cette borne envoie un court message. Il contient votre numéro de ticket, la file, le résultat et les heures. Il dit quelle borne et quels programmes l’ont fait, quel avis vous avez vu, et comment votre document a été montré. Il ne contient ni nom ni image.
privacy-help = Si vous appelez le personnel, la borne envoie son numéro et l’heure.
privacy-authority-title = Selon quelle loi ?
privacy-authority = { $authority }
privacy-purpose-title = À quoi cela sert-il ?
privacy-purpose = À voir si vous êtes bien la personne de votre document de voyage.
privacy-uses-title = Comment est-ce utilisé ?
privacy-uses = Les agents voient votre numéro de ticket et le résultat. Ils s’en servent pour vous appeler et pour vous laisser passer.
privacy-voluntary-title = Est-ce obligatoire ?
privacy-voluntary = Le contrôle du visage est votre choix. Vous pouvez arrêter à tout moment, sur chaque écran.
privacy-refusal-title = Et si je dis non ?
privacy-refusal = Un agent contrôle votre document à la main. Vous n’avez pas à dire pourquoi.
privacy-wrong-title = Combien de fois la comparaison se trompe-t-elle ?
privacy-wrong-match = Lors d’un test avec des personnes différentes, au plus 1 comparaison sur { $count } a dit « même personne ».
privacy-wrong-tries = Un contrôle a deux essais au plus : cela peut donc arriver deux fois plus souvent.
privacy-wrong-missed = Sur { $all } comparaisons d’une même personne, il n’y a pas eu de correspondance dans environ { $count } cas. Après deux essais, un agent vous aide.
privacy-wrong-news = Le test a utilisé { $photos } photos de presse de { $people } personnes. Il n’a utilisé aucune photo de passeport.
privacy-wrong-photos = Le test a utilisé { $photos } photos de { $people } personnes ({ $data }).
privacy-wrong-groups = La comparaison peut se tromper plus souvent pour certains groupes de personnes.
privacy-wrong-unknown = Personne n’a encore mesuré cela pour cette borne.
privacy-kept-title = Combien de temps est-ce gardé ?
privacy-kept-here = Par cette borne
privacy-kept-agency = Par l’agence, si un agent prend une photo
privacy-kept-nothing = Rien n’est gardé
privacy-kept-citizen = Citoyens des États-Unis
privacy-kept-resident = Résidents permanents
privacy-kept-other = Tous les autres
privacy-kept-everyone = Tous les voyageurs
kept-hours = { $hours ->
    [one] Jusqu’à { $hours } heure
   *[other] Jusqu’à { $hours } heures
}
kept-days = { $days ->
    [one] Jusqu’à { $days } jour
   *[other] Jusqu’à { $days } jours
}
kept-years = { $years ->
    [one] Jusqu’à { $years } an
   *[other] Jusqu’à { $years } ans
}
privacy-kept-source = Source : { $source }, { $date }

guardian-title = Avec un enfant
guardian-text = Le parent ou le tuteur décide pour l’enfant. Les deux façons conviennent.
guardian-how = Si vous comparez les visages, l’enfant regarde la caméra un instant. Rien d’autre ne lui est demandé.
guardian-face = Comparer le visage de l’enfant
guardian-officer = Aller voir un agent ensemble

help-title = Le personnel a été appelé
help-text = Veuillez attendre ici. En attendant, vous pouvez continuer le contrôle.
help-calling-title = Nous appelons le personnel
help-calling-text = Cela prend un instant.
help-failed-title = Nous n’avons pas pu appeler
help-failed-text = Veuillez aller ici : { $place }. Le personnel vous y aidera.
help-failed-ask = Veuillez vous adresser à l’employé le plus proche.

language-title = Choisissez votre langue

access-title = Rendre cette borne plus facile à utiliser
access-text-size = Taille du texte
access-text-normal = Normale
access-text-large = Grande
access-text-largest = Très grande
access-contrast = Contraste fort
access-reach = Descendre les boutons
access-speech = Lire l’écran à voix haute
access-blank = Mettre l’écran en noir
access-volume = Son
access-volume-off = Coupé
access-volume-soft = Faible
access-volume-loud = Fort
access-on = Oui
access-off = Non

speech-transcript = Ce qui est lu
speech-repeat = Répéter
speech-pause = Pause
speech-resume = Continuer
speech-stop = Arrêter la lecture
speech-no-voice = Cette borne n’a pas de voix pour cette langue. Vous pouvez lire les mots ici.
speech-how = Déplacez-vous avec les flèches. Appuyez sur Entrée pour choisir.
speech-control = { $label }. { $number } sur { $count }.
speech-chosen = Choisi.
blank-screen = L’écran est noir. Touchez-le, ou appuyez sur la touche étoile, pour le rallumer.

sound-warning = Son : le temps est presque écoulé
sound-taken = Son : image prise
sound-done = Son : terminé
sound-help = Son : le personnel est appelé

warning-title = Avez-vous besoin de plus de temps ?
warning-text = { $seconds ->
    [one] Dans { $seconds } seconde, cette borne efface tout et recommence.
   *[other] Dans { $seconds } secondes, cette borne efface tout et recommence.
}
warning-more = Il me faut plus de temps

closed-title = Un agent va vous aider
closed-text = Le contrôle du visage est fermé pour le moment. La file avec agent est ouverte.
closed-staff = Pour le personnel :
closed-settings = Le fichier de réglages de cette borne est absent ou incorrect.
closed-notice-expired = L’avis n’est pas en vigueur. Renouvelez-le dans le fichier de réglages.
closed-no-simd = Ce navigateur est trop ancien pour le contrôle du visage (sans WebAssembly SIMD).
closed-model = Un modèle de visage ou son programme est absent ou a été modifié. Refaites l’installation.
closed-uncalibrated = Les erreurs de ce modèle de visage n’ont jamais été mesurées au taux des réglages. Mesurez-les ou changez le taux.
closed-worker = Le contrôle du visage ne démarre pas. Redémarrez cette borne.
closed-camera-absent = Aucune caméra n’est branchée.
closed-camera-refused = Le navigateur ne peut pas utiliser la caméra. Autorisez-la pour ce site.
closed-camera-blocked = Le système d’exploitation ne laisse pas ce navigateur utiliser la caméra. Autorisez-le dans les réglages du système.
closed-camera-busy = La caméra ne démarre pas. Un autre programme l’utilise, ou elle est en panne.
closed-camera-silent = La caméra ne montre rien. Elle est couverte, dans le noir ou en panne.
closed-revoked = Le serveur a révoqué cette borne ou ne la connaît pas. Inscrivez-la de nouveau sur l’écran du personnel.

camera-starting = La caméra démarre. Cela peut prendre 20 secondes.
camera-nothing = La caméra ne voit rien. Elle est peut-être couverte ou dans le noir.
camera-slow = C’est long ? Vous pouvez continuer ou voir un agent.

document-title = Montrez votre document de voyage
document-camera-text = Tenez la page avec votre photo bien à plat dans le cadre.
document-file-text = Choisissez une image de la page avec votre photo, ou déposez-la ici.
document-choose = Choisir un fichier
document-use-file = Utiliser un fichier
document-use-camera = Utiliser la caméra
document-photo-here = Photo

document-no-face = Nous ne voyons pas de photo d’un visage sur la page.
document-not-a-page = Montrez toute la page avec votre photo, avec les lignes de lettres en bas.
document-no-zone = Nous ne voyons pas les lignes de lettres en bas de la page.
document-zone-cut-off = Les lignes de lettres en bas doivent être dans le cadre.
document-zone-glare = Il y a un reflet sur les lignes de lettres. Inclinez un peu la page.
document-zone-unreadable = Nous ne pouvons pas lire les lignes de lettres en bas. Bougez un peu la page.
document-several-faces = Il y a plus d’un visage. Montrez seulement la page avec votre photo.
document-too-small = La photo est trop petite. Rapprochez la page.
document-camera-too-small = Cette caméra ne voit pas bien la page. Utilisez un fichier ou voyez un agent.
document-camera-too-small-officer = Cette caméra ne voit pas bien la page. Voyez un agent.
document-too-small-file = La photo est trop petite. Choisissez une image plus grande.
document-blurred = La photo n’est pas nette. Ne bougez pas la page.
document-blurred-file = La photo n’est pas nette. Choisissez une autre image.
document-too-dark = La photo est trop sombre.
document-too-bright = La photo est trop claire. Inclinez un peu la page.
document-glare = Il y a un reflet sur la photo. Inclinez un peu la page.
document-not-an-image = Nous ne pouvons pas lire ce fichier. Choisissez une image JPEG, PNG, WebP ou JPEG 2000.
document-too-large = Cette image est trop grande.
document-empty = Ce fichier est vide.
document-corrupt = Nous ne pouvons pas lire cette image. Elle est peut-être abîmée. Choisissez-en une autre.
document-unreadable = Nous ne pouvons pas lire ce fichier. Choisissez-le à nouveau, ou un autre.
document-several-files = Choisissez un seul fichier.
document-not-a-file = Ce n’est pas un fichier. Choisissez une image.

chip-title = Posez votre document sur le lecteur
chip-text = Sa puce contient votre photo. Ne bougez pas le document avant l’écran suivant.
chip-lay-down = Posez le document à plat sur le lecteur.
chip-leave = Laissez-le là. Il est en cours de lecture.
chip-again = Le contact a été perdu. Posez de nouveau le document sur le lecteur.
chip-no-reader = Le lecteur ne répond pas.
chip-skip = Continuer sans la puce
chip-page = Montrer de nouveau la page

face-title = Regardez la caméra
face-text = Rien de ce que vous voyez ici ne sort de cette borne.
face-covering = Gardez vos lunettes et ce qui couvre votre tête. Si des lunettes de soleil, un masque ou autre chose couvrent votre visage, vous pouvez les enlever ou voir un agent.
face-again = Essayons encore une fois.
face-no-face = Placez-vous dans l’ovale
face-several-faces = Seulement vous dans l’image, s’il vous plaît
face-too-far = Approchez-vous un peu
face-too-near = Reculez un peu
face-off-centre = Placez-vous au milieu
face-turned = Regardez la caméra bien en face
face-too-dark = Il y a trop peu de lumière
face-too-bright = Il y a trop de lumière
face-blurred = L’image n’est pas encore nette
face-hold-still = Ne bougez pas
face-put-document-down = Posez votre document
face-same-photograph = C’est la photo de votre document. Regardez vous-même la caméra.

comparing-title = Comparaison en cours
comparing-text = Cela prend quelques secondes.

done-match-title = Merci. Vous pouvez passer.
done-officer-title = Un agent va vous recevoir
done-declined = Vous avez choisi un agent. C’est tout ce qu’il nous faut.
done-no-match = Nous n’avons pas pu confirmer. Un agent va vous aider.
done-timed-out = Le temps est écoulé. Un agent va vous aider.
done-broken = Cette borne a un problème. Un agent va vous aider.
done-place = Veuillez aller ici : { $place }
done-ticket = Votre numéro de ticket
done-erased = Votre image a été effacée.
done-not-taken = Aucune image n’a été prise.
done-not-kept = Aucune image n’est gardée.
done-complain = Pour faire une réclamation : { $contact }. Veuillez donner votre numéro de ticket.
done-sent = Qu’avons-nous envoyé ?
done-leave = Terminer

print-ticket = Imprimer mon ticket
print-keep = Gardez ce ticket. Il ne dit pas qui vous êtes.

sent-title = Ce qui a été envoyé
sent-text = Voici le message entier, lettre pour lettre.
sent-nothing-else = Rien d’autre à votre sujet n’a été envoyé.
sent-calls = Vous avez appelé le personnel. Ce message a été fait pour cela :
sent-waiting = Ce message n’est pas encore arrivé. Il attend dans cette borne et sera renvoyé.
sent-field = Champ
sent-value = Valeur
sent-meaning = Sens
sent-version = La version de cette forme de message
sent-id = Un numéro qui désigne ce message. Il est calculé à partir de la borne, du ticket et de l’arrivée
sent-kiosk = Cette borne
sent-ticket = Votre numéro de ticket
sent-lane = Votre direction : passer (« face ») ou voir un agent (« officer »)
sent-outcome = Le résultat. « Manual » veut dire qu’un agent regarde, quelle que soit la raison.
sent-document = Comment vous avez montré votre document et jusqu’où sa puce a été vérifiée, si des visages ont été comparés
sent-model = Quel programme a comparé les visages, s’il y en a eu un
sent-build = Quelle est la version de cette borne
sent-notice = Quel avis vous avez vu
sent-arrived = L’heure de votre arrivée, en secondes depuis 1970
sent-finished = L’heure de la fin, arrondie aux dix secondes suivantes, en secondes depuis 1970
sent-receipt-title = Votre reçu
sent-receipt-text = Prenez ce code en photo. Avec lui, le personnel peut retrouver ce message et voir qu’il n’a pas été changé. Il ne dit pas qui vous êtes.
sent-follow = Avec ce code, vous pouvez aussi suivre votre numéro sur un téléphone.

staff-title = À propos de cette borne
staff-kiosk = Borne
staff-build = Version
staff-lane = File visage
staff-open = Ouverte
staff-camera = Caméra
staff-camera-small = Son image est trop petite pour les pages de documents.
staff-camera-good = Aucun problème connu.
staff-model = Modèle de visage
staff-fallback = Remplace un meilleur modèle de visage
staff-general-engine = Fonctionne avec le moteur général (tract), plus lent
staff-yes = Oui
staff-no = Non
staff-target = Faux positifs permis (FMR)
staff-target-rate = Au plus 1 sur { $count }
staff-missed = Faux négatifs (FNMR)
staff-missed-rate = { $count } sur { $all } (intervalle à 95 sur 100 : { $low } à { $high })
staff-unmeasured = Pas mesuré. La file visage reste fermée en attendant.
staff-data = Mesuré avec
staff-data-size = { $data }. Photos : { $photos }. Personnes : { $people }.
staff-measured = Jour de la mesure
staff-pipeline = Version mesurée
staff-queue = Résultats qui attendent le réseau
staff-oldest = Le plus ancien attend depuis
staff-age = { $hours } h { $minutes } min
staff-fleeting = La base de données du navigateur ne répond pas : un redémarrage peut perdre des résultats.
staff-clock = Horloge
staff-clock-right = À l’heure
staff-clock-behind = { $time } de retard sur le serveur. Les résultats ont quand même la bonne heure. Réglez l’horloge.
staff-clock-ahead = { $time } d’avance sur le serveur. Les résultats ont quand même la bonne heure. Réglez l’horloge.
staff-server = Serveur
staff-not-enrolled = Non inscrite. Tous les résultats attendent dans cette borne. Tapez ci-dessous un code d’inscription.
staff-enrolled = Inscrite
staff-mistrusted = Le serveur n’accepte pas la signature de cette borne. Les résultats attendent. Inscrivez-la de nouveau.
staff-code = Code d’inscription
staff-enrol = Inscrire
staff-code-wrong = Ce code est faux, déjà utilisé ou trop ancien. Demandez-en un autre.
staff-code-unheard = Le serveur ne répond pas. La borne continue de demander.
staff-export = Enregistrer dans un fichier les résultats en attente
staff-export-saved = Enregistré. Portez le fichier au serveur. Résultats contenus : { $count }. Ils restent aussi ici ; le serveur prend chacun une seule fois.
staff-export-nothing = Aucun résultat n’attend, ou cette borne n’a jamais été inscrite.
staff-export-failed = Le navigateur n’a enregistré aucun fichier. Sa stratégie interdit peut-être les téléchargements.
staff-trust = Clés des États émetteurs
staff-trust-missing = La liste manque. Aucune signature de puce ne peut être vérifiée.
staff-languages = Langues
staff-review = Toutes les langues, sauf l’anglais, attendent encore un relecteur humain.
staff-settings = Réglages
staff-settings-good = Le fichier de réglages est valide.
staff-camera-half = Montée à l’envers. Son image est tournée.
staff-camera-side = Montée sur le côté. Son image est tournée.
staff-text = Le plus petit texte
staff-text-size = { $pixels } px

sign-title = Vous pouvez choisir comment se fait votre contrôle
sign-notice = Scannez pour lire l’avis
