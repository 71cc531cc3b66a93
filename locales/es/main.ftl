language-name = Español

app-title = Control de identidad

step = Paso { $number } de { $count }

officer = Ver a un agente
language = Idioma

welcome-title = Bienvenido
welcome-text = Elija su idioma.

notice-title = ¿Cómo desea hacer el control?
notice-text = Este quiosco puede comparar su cara con la foto de su documento de viaje. Usted elige.
notice-face = Comparar mi cara
notice-face-detail = La imagen se queda en este quiosco y se borra cuando usted termina.
notice-officer = Ver a un agente
notice-officer-detail = Aquí no se toma ninguna imagen y nadie le pregunta el motivo.
notice-honest = A algunos viajeros, un agente quizá deba tomarles una foto de todos modos.
notice-more = ¿Qué pasa con mi imagen?
notice-more-camera = La cámara está apagada hasta que usted elige comparar su cara.
notice-more-kiosk = La comparación se hace dentro de este quiosco. Ninguna imagen sale de él.
notice-more-erased = Cuando usted termina, la imagen se borra.
notice-more-sent = Este quiosco envía un mensaje corto. Lleva su número de turno, la fila, el resultado y las horas. Dice qué quiosco y qué programas lo hicieron, y cómo se mostró su documento. No lleva nombre ni imagen.
notice-version = Aviso { $version }, vigente desde { $date }

closed-title = Un agente le ayudará
closed-text = El control de cara está cerrado ahora. La fila con agente está abierta.
closed-staff = Para el personal:
closed-settings = El archivo de configuración de este quiosco falta o es incorrecto.
closed-notice-expired = El aviso no está vigente. Renuévelo en el archivo de configuración.
closed-no-simd = Este navegador es demasiado antiguo para el control de cara (sin WebAssembly SIMD).
closed-model = Un modelo de caras o su programa falta o fue cambiado. Instale de nuevo.
closed-worker = El control de cara no arranca. Reinicie este quiosco.
closed-camera-absent = No hay ninguna cámara conectada.
closed-camera-refused = El navegador no puede usar la cámara. Permítala para este sitio.

document-title = Muestre su documento de viaje
document-camera-text = Ponga la página con su foto plana dentro del marco.
document-file-text = Elija una imagen de la página con su foto, o suéltela aquí.
document-choose = Elegir un archivo
document-use-file = Usar un archivo
document-use-camera = Usar la cámara
document-photo-here = Foto

document-no-face = No vemos la foto de una cara en la página.
document-several-faces = Hay más de una cara. Muestre solo la página con su foto.
document-too-small = La foto es muy pequeña. Acerque la página.
document-too-small-file = La foto es muy pequeña. Elija una imagen más grande.
document-blurred = La foto no es nítida. No mueva la página.
document-blurred-file = La foto no es nítida. Elija otra imagen.
document-too-dark = La foto es muy oscura.
document-too-bright = La foto es muy clara. Incline un poco la página.
document-not-an-image = Este archivo no es una imagen que podamos leer.
document-too-large = Esta imagen es demasiado grande.
document-empty = Este archivo está vacío.
document-corrupt = Esta imagen está dañada.

face-title = Mire a la cámara
face-text = Nada de lo que ve aquí sale de este quiosco.
face-again = Probemos una vez más.
one-moment = Un momento, por favor
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
done-leave = Terminar
