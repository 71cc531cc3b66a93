language-name = Español
# Writing direction of this language: ltr or rtl
direction = ltr
ten-thousand = 10.000

app-title = Control de identidad

step = Paso { $number } de { $count }

officer = Ver a un agente
call-staff = Llamar al personal
language = Idioma
access = Más fácil de usar
close = Cerrar
one-moment = Un momento, por favor

welcome-title = Bienvenido
welcome-text = Elija su idioma.
welcome-speech = Para oír esta pantalla, pulse la tecla asterisco.

notice-title = ¿Cómo desea hacer el control?
notice-text = Este quiosco puede comparar su cara con la foto de su documento de viaje. Usted elige.
profile-land-exit = Este control es para quienes salen del país por aquí.
profile-sea = Venga cuando llamen a su grupo de camarotes.
profile-gate = Una compañía gestiona esta puerta. Su personal también puede revisar su documento a mano.
profile-small-port = Puede que no haya personal cerca. El resultado queda en este quiosco hasta que el personal lo lleve a un agente.
profile-vehicle = Cada persona del vehículo elige, una tras otra.
notice-face = Comparar mi cara
notice-face-detail = La imagen se queda en este quiosco y se borra cuando usted termina.
notice-officer = Ver a un agente
notice-officer-detail = Aquí no se toma ninguna imagen y nadie le pregunta el motivo.
notice-honest = A algunos viajeros, un agente quizá deba tomarles una foto de todos modos.
notice-child = ¿Viene con un menor? Decide el padre, la madre o el tutor.
notice-more = ¿Qué pasa con mi imagen?
notice-guardian = Vengo con un menor
notice-version = Aviso { $version }, vigente desde { $date }
held-text = Un agente sostiene este dispositivo. La decisión es suya.
held-turn = Girar la pantalla

wait-minutes = { $minutes ->
    [one] Espera habitual: alrededor de 1 minuto
   *[other] Espera habitual: alrededor de { $minutes } minutos
}
waits-age = { $days ->
    [0] Este lugar indicó hoy estos tiempos de espera. No son tiempos medidos.
    [one] Este lugar indicó estos tiempos de espera hace 1 día. No son tiempos medidos.
   *[other] Este lugar indicó estos tiempos de espera hace { $days } días. No son tiempos medidos.
}
waits-measured = Estos tiempos de espera se midieron aquí durante la última hora.

privacy-title = ¿Qué pasa con mi imagen?
privacy-camera = La cámara está apagada hasta que usted elige comparar su cara.
privacy-kiosk = La comparación se hace dentro de este quiosco. Ninguna imagen sale de él.
privacy-page = Si la cámara ve la página de la foto, el quiosco también lee las líneas de letras. Comprueba si el documento ha caducado. No guarda, muestra ni envía nada de ellas.
privacy-chip = Si pone su documento sobre un lector, el quiosco también lee el chip. Comprueba su foto y los datos impresos. No guarda ni muestra nada de ellos. Solo envía hasta qué punto se comprobó el chip.
privacy-erased = Cuando usted termina, la imagen se borra.
privacy-sent = Este quiosco envía un mensaje corto. Lleva su número de turno, la fila, el resultado y las horas. Dice qué quiosco y qué programas lo hicieron, qué aviso vio usted y cómo se mostró su documento. No lleva nombre ni imagen.
privacy-help = Si usted llama al personal, el quiosco envía el número del quiosco y la hora.
privacy-authority-title = ¿Según qué ley?
privacy-authority = { $authority }
privacy-purpose-title = ¿Para qué es?
privacy-purpose = Para ver si usted es la persona de su documento de viaje.
privacy-uses-title = ¿Cómo se usa?
privacy-uses = Los agentes ven su número de turno y el resultado. Los usan para llamarle y para dejarle pasar.
privacy-voluntary-title = ¿Es obligatorio?
privacy-voluntary = Usted elige si hace el control de cara. Puede parar en cualquier momento, en todas las pantallas.
privacy-refusal-title = ¿Y si digo que no?
privacy-refusal = Un agente revisa su documento a mano. No tiene que decir por qué.
privacy-wrong-title = ¿Con qué frecuencia se equivoca la comparación?
privacy-wrong-match = En una prueba, como máximo 1 de cada { $count } comparaciones de dos personas distintas dio «la misma persona».
privacy-wrong-tries = Un control tiene hasta dos intentos, así que esto puede pasar el doble de veces.
privacy-wrong-missed = En cerca de { $count } de { $all } comparaciones de una misma persona no hubo coincidencia. Después de dos intentos, ayuda un agente.
privacy-wrong-news = La prueba usó { $photos } fotos de prensa de { $people } personas. No usó fotos de pasaporte.
privacy-wrong-photos = La prueba usó { $photos } fotos de { $people } personas ({ $data }).
privacy-wrong-groups = La comparación puede equivocarse más a menudo con algunos grupos de personas.
privacy-wrong-unknown = Nadie ha medido esto todavía para este quiosco.
privacy-kept-title = ¿Cuánto tiempo se guarda?
privacy-kept-here = En este quiosco
privacy-kept-agency = En la agencia, si un agente toma una foto
privacy-kept-nothing = No se guarda nada
privacy-kept-citizen = Ciudadanos de EE. UU.
privacy-kept-resident = Residentes permanentes
privacy-kept-other = Todos los demás
privacy-kept-everyone = Todos los viajeros
kept-hours = { $hours ->
    [one] Hasta 1 hora
   *[other] Hasta { $hours } horas
}
kept-days = { $days ->
    [one] Hasta 1 día
   *[other] Hasta { $days } días
}
kept-years = { $years ->
    [one] Hasta 1 año
   *[other] Hasta { $years } años
}
privacy-kept-source = Fuente: { $source }, { $date }

guardian-title = Con un menor
guardian-text = El padre, la madre o el tutor decide por el menor. Las dos formas están bien.
guardian-how = Si se comparan las caras, el menor mira a la cámara un momento. No se le pide nada más al menor.
guardian-face = Comparar la cara del menor
guardian-officer = Ver a un agente con el menor

help-title = Se ha llamado al personal
help-text = Espere aquí, por favor. Mientras tanto, puede seguir con el control.
help-calling-title = Llamando al personal
help-calling-text = Tarda un momento.
help-failed-title = No pudimos llamar
help-failed-text = Vaya a { $place }, por favor. Allí le ayudará el personal.
help-failed-ask = Pregunte al empleado más cercano, por favor.

language-title = Elija su idioma

access-title = Haga este quiosco más fácil de usar
access-text-size = Tamaño del texto
access-text-normal = Normal
access-text-large = Grande
access-text-largest = Muy grande
access-contrast = Contraste fuerte
access-reach = Bajar los botones
access-speech = Leer la pantalla en voz alta
access-blank = Oscurecer la pantalla
access-volume = Sonido
access-volume-off = Apagado
access-volume-soft = Bajo
access-volume-loud = Alto
access-on = Sí
access-off = No

speech-transcript = Lo que se está leyendo
speech-repeat = Repetir
speech-pause = Pausa
speech-resume = Seguir
speech-stop = Dejar de leer
speech-no-voice = Este quiosco no tiene voz para este idioma. Aquí puede leer las palabras.
speech-how = Use las teclas de flecha para moverse. Pulse Enter para elegir.
speech-control = { $label }. { $number } de { $count }.
speech-chosen = Elegido.
blank-screen = La pantalla está oscura. Tóquela o pulse la tecla asterisco para volver a verla.

sound-warning = Sonido: el tiempo se acaba
sound-taken = Sonido: imagen tomada
sound-done = Sonido: terminado
sound-help = Sonido: se llama al personal

warning-title = ¿Necesita más tiempo?
warning-text = { $seconds ->
    [one] En 1 segundo, este quiosco borra todo y empieza de nuevo.
   *[other] En { $seconds } segundos, este quiosco borra todo y empieza de nuevo.
}
warning-more = Necesito más tiempo

closed-title = Un agente le ayudará
closed-text = El control de cara está cerrado ahora. La fila con agente está abierta.
closed-staff = Para el personal:
closed-settings = El archivo de configuración de este quiosco falta o es incorrecto.
closed-notice-expired = El aviso no está vigente. Renuévelo en el archivo de configuración.
closed-no-simd = Este navegador es demasiado antiguo para el control de cara (sin WebAssembly SIMD).
closed-model = Un modelo de caras o su programa falta o fue cambiado. Instale de nuevo.
closed-uncalibrated = Nunca se midieron los errores de este modelo de caras con la tasa de la configuración. Mídalos o cambie la tasa.
closed-worker = El control de cara no arranca. Reinicie este quiosco.
closed-camera-absent = No hay ninguna cámara conectada.
closed-camera-refused = El navegador no puede usar la cámara. Permítala para este sitio.
closed-camera-blocked = El sistema operativo no deja que este navegador use la cámara. Permítalo en los ajustes del sistema.
closed-camera-busy = La cámara no arranca. Otro programa la usa o está averiada.
closed-camera-silent = La cámara no muestra nada. Está tapada, a oscuras o averiada.
closed-revoked = El servidor ha revocado este quiosco o no lo conoce. Inscríbalo de nuevo en la pantalla del personal.

camera-starting = La cámara se está encendiendo. Puede tardar 20 segundos.
camera-nothing = La cámara no ve nada. Puede estar tapada o a oscuras.
camera-slow = ¿Tarda mucho? Puede seguir o ver a un agente.

document-title = Muestre su documento de viaje
document-camera-text = Ponga la página con su foto plana dentro del marco.
document-file-text = Elija una imagen de la página con su foto, o suéltela aquí.
document-choose = Elegir un archivo
document-use-file = Usar un archivo
document-use-camera = Usar la cámara
document-photo-here = Foto

document-no-face = No vemos la foto de una cara en la página.
document-not-a-page = Muestre toda la página de la foto, con las líneas de letras de abajo.
document-no-zone = No vemos las líneas de letras de la parte inferior de la página.
document-zone-cut-off = Las líneas de letras de abajo deben estar dentro del marco.
document-zone-glare = Hay un reflejo sobre las líneas de letras. Incline un poco la página.
document-zone-unreadable = No podemos leer las líneas de letras de abajo. Mueva un poco la página.
document-several-faces = Hay más de una cara. Muestre solo la página con su foto.
document-too-small = La foto es muy pequeña. Acerque la página.
document-camera-too-small = Esta cámara no ve bien la página. Use un archivo o vea a un agente.
document-camera-too-small-officer = Esta cámara no ve bien la página. Vea a un agente.
document-too-small-file = La foto es muy pequeña. Elija una imagen más grande.
document-blurred = La foto no es nítida. No mueva la página.
document-blurred-file = La foto no es nítida. Elija otra imagen.
document-too-dark = La foto es muy oscura.
document-too-bright = La foto es muy clara. Incline un poco la página.
document-glare = Hay un reflejo en la foto. Incline un poco la página.
document-not-an-image = No podemos leer este archivo. Elija una imagen JPEG, PNG, WebP o JPEG 2000.
document-too-large = Esta imagen es demasiado grande.
document-empty = Este archivo está vacío.
document-corrupt = No podemos leer esta imagen. Puede estar dañada. Elija otra.
document-unreadable = No podemos leer este archivo. Elíjalo de nuevo o elija otro.
document-several-files = Elija un solo archivo.
document-not-a-file = Eso no es un archivo. Elija una imagen.

chip-title = Ponga su documento sobre el lector
chip-text = El chip contiene su foto. No mueva el documento hasta la pantalla siguiente.
chip-lay-down = Ponga el documento plano sobre el lector.
chip-leave = Déjelo ahí. Se está leyendo.
chip-again = Se perdió el contacto. Ponga el documento otra vez sobre el lector.
chip-no-reader = El lector no responde.
chip-skip = Seguir sin el chip
chip-page = Mostrar la página otra vez

face-title = Mire a la cámara
face-text = Nada de lo que ve aquí sale de este quiosco.
face-covering = No se quite los lentes ni lo que le cubre la cabeza. Si unos lentes de sol, una mascarilla u otra cosa le cubren la cara, puede quitárselos o ver a un agente.
face-again = Probemos una vez más.
face-no-face = Póngase dentro del óvalo
face-several-faces = Solo usted en la imagen, por favor
face-too-far = Acérquese un poco
face-too-near = Aléjese un poco
face-off-centre = Póngase en el centro
face-turned = Mire de frente a la cámara
face-too-dark = Hay muy poca luz
face-too-bright = Hay demasiada luz
face-blurred = La imagen aún no es nítida
face-hold-still = No se mueva
face-put-document-down = Baje su documento
face-same-photograph = Esta es la foto de su documento. Mire usted a la cámara.

comparing-title = Comparando
comparing-text = Tarda unos segundos.

done-match-title = Gracias. Puede pasar.
done-officer-title = Un agente le atenderá
done-declined = Eligió a un agente. No necesitamos nada más.
done-no-match = No pudimos confirmarlo. Un agente le ayudará.
done-timed-out = Se acabó el tiempo. Un agente le ayudará.
done-broken = Este quiosco tiene un problema. Un agente le ayudará.
done-place = Vaya a { $place }
done-ticket = Su número de turno
done-erased = Su imagen ha sido borrada.
done-not-taken = No se tomó ninguna imagen.
done-not-kept = No se guarda ninguna imagen.
done-complain = Para presentar una queja: { $contact }. Dé su número de turno, por favor.
done-sent = ¿Qué se envió?
done-leave = Terminar

print-ticket = Imprimir mi turno
print-keep = Guarde este turno. No dice quién es usted.

sent-title = Lo que se envió
sent-text = Este es el mensaje completo, letra por letra.
sent-nothing-else = No se envió nada más sobre usted.
sent-calls = Usted llamó al personal. Para eso se hizo este mensaje:
sent-waiting = Este mensaje aún no ha llegado. Espera en este quiosco y se vuelve a enviar.
sent-field = Campo
sent-value = Valor
sent-meaning = Significado
sent-version = La versión de esta forma de mensaje
sent-id = Un número que identifica este mensaje. Se calcula con el quiosco, el turno y la llegada
sent-kiosk = Este quiosco
sent-ticket = Su número de turno
sent-lane = A dónde va: adelante («face») o a un agente («officer»)
sent-outcome = El resultado. «Manual» significa que lo revisa un agente, sea cual sea el motivo.
sent-document = Cómo mostró su documento y hasta qué punto se comprobó su chip, si se compararon caras
sent-model = Qué programa comparó las caras, si alguno lo hizo
sent-build = Qué versión del quiosco es esta
sent-notice = Qué aviso vio usted
sent-arrived = Cuándo llegó, en segundos desde 1970
sent-finished = Cuándo terminó, redondeado a los diez segundos siguientes, en segundos desde 1970
sent-receipt-title = Su comprobante
sent-receipt-text = Tome una foto de este código. Con él, el personal puede encontrar este mensaje y ver que no se cambió. No dice quién es usted.
sent-follow = También puede seguir su número en un teléfono con este código.

staff-title = Sobre este quiosco
staff-kiosk = Quiosco
staff-build = Versión
staff-lane = Fila de control de cara
staff-open = Abierta
staff-camera = Cámara
staff-camera-small = Su imagen es demasiado pequeña para páginas de documentos.
staff-camera-good = No se conoce ningún problema.
staff-model = Modelo de caras
staff-fallback = Sustituye a un modelo de caras mejor
staff-general-engine = Funciona con el motor general (tract), que es más lento
staff-yes = Sí
staff-no = No
staff-target = Coincidencias falsas permitidas (FMR)
staff-target-rate = Como máximo 1 de cada { $count }
staff-missed = Coincidencias perdidas (FNMR)
staff-missed-rate = { $count } de cada { $all } (intervalo de 95 de 100: { $low } a { $high })
staff-unmeasured = Sin medir. Mientras tanto, la fila de control de cara sigue cerrada.
staff-data = Medido con
staff-data-size = { $data }. Fotos: { $photos }. Personas: { $people }.
staff-measured = Día de la medición
staff-pipeline = Versión que se midió
staff-queue = Resultados que esperan la red
staff-oldest = El más antiguo espera desde hace
staff-age = { $hours } h { $minutes } min
staff-fleeting = La base de datos del navegador no responde: un reinicio puede perder resultados.
staff-clock = Reloj
staff-clock-right = Correcto
staff-clock-behind = { $time } de retraso respecto al servidor. Los resultados llevan la hora correcta. Ajuste el reloj.
staff-clock-ahead = { $time } de adelanto respecto al servidor. Los resultados llevan la hora correcta. Ajuste el reloj.
staff-server = Servidor
staff-not-enrolled = No inscrito. Todos los resultados esperan en este quiosco. Escriba abajo un código de inscripción.
staff-enrolled = Inscrito
staff-mistrusted = El servidor no acepta la firma de este quiosco. Los resultados esperan. Inscríbalo de nuevo.
staff-code = Código de inscripción
staff-enrol = Inscribir
staff-code-wrong = Este código es incorrecto, ya se usó o caducó. Pida otro.
staff-code-unheard = El servidor no responde. El quiosco sigue preguntando.
staff-export = Guardar en un archivo los resultados que esperan
staff-export-saved = Guardado. Lleve el archivo al servidor. Resultados que contiene: { $count }. También quedan aquí; el servidor toma cada uno una sola vez.
staff-export-nothing = No espera ningún resultado, o este quiosco nunca se registró.
staff-export-failed = El navegador no guardó ningún archivo. Su política puede prohibir las descargas.
staff-trust = Claves de los Estados emisores
staff-trust-missing = Falta la lista. No se puede comprobar la firma de ningún chip.
staff-languages = Idiomas
staff-review = Todos los idiomas, menos el inglés, aún esperan a un revisor humano.
staff-settings = Configuración
staff-settings-good = El archivo de configuración es válido.
staff-camera-half = Montada al revés. Su imagen se gira.
staff-camera-side = Montada de lado. Su imagen se gira.
staff-text = El texto más pequeño
staff-text-size = { $pixels } px

sign-title = Usted puede elegir cómo se hace su control
sign-notice = Escanee para leer el aviso
