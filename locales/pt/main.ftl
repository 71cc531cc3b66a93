language-name = Português
# Writing direction of this language: ltr or rtl
direction = ltr
ten-thousand = 10.000

app-title = Verificação de identidade

step = Etapa { $number } de { $count }

officer = Falar com um agente
call-staff = Chamar funcionário
language = Idioma
access = Mais fácil de usar
close = Fechar
one-moment = Um momento, por favor

welcome-title = Boas-vindas
welcome-text = Por favor, escolha o seu idioma.
welcome-speech = Para ouvir esta tela, pressione a tecla asterisco.

notice-title = Como quer fazer a verificação?
notice-text = Este quiosque pode comparar o seu rosto com a foto do seu documento de viagem. Você escolhe.
profile-land-exit = Este controle é para quem sai do país por aqui.
profile-sea = Venha quando o seu grupo de cabines for chamado.
profile-gate = Uma transportadora opera este portão. A equipe dela também pode verificar seu documento à mão.
profile-small-port = Pode não haver equipe por perto. O resultado fica neste quiosque até que a equipe o leve a um agente.
profile-vehicle = Cada pessoa do veículo escolhe, uma após a outra.
notice-face = Comparar o meu rosto
notice-face-detail = A imagem fica neste quiosque e é apagada quando você termina.
notice-officer = Falar com um agente
notice-officer-detail = Nenhuma imagem é feita aqui e ninguém pergunta o motivo.
notice-honest = Para alguns viajantes, um agente talvez ainda precise tirar uma foto.
notice-child = Está com uma criança? Quem decide é o pai, a mãe ou o responsável.
notice-more = O que acontece com a minha imagem?
notice-guardian = Estou aqui com uma criança
notice-version = Aviso { $version }, em vigor desde { $date }
held-text = Um agente segura este aparelho. Você escolhe.
held-turn = Girar a tela

wait-minutes = { $minutes ->
    [one] Espera habitual: cerca de { $minutes } minuto
   *[other] Espera habitual: cerca de { $minutes } minutos
}
waits-age = { $days ->
    [0] Este local informou estes tempos de espera hoje. Eles não são medidos.
    [one] Este local informou estes tempos de espera há { $days } dia. Eles não são medidos.
   *[other] Este local informou estes tempos de espera há { $days } dias. Eles não são medidos.
}
waits-measured = Estes tempos de espera foram medidos aqui na última hora.

privacy-title = O que acontece com a minha imagem?
privacy-camera = A câmera fica desligada até você escolher comparar o seu rosto.
privacy-kiosk = A comparação é feita dentro deste quiosque. Nenhuma imagem sai dele.
privacy-page = Se a câmera vê a página da foto, o quiosque também lê as linhas de letras. Ele verifica se o documento está vencido. Não guarda, não mostra e não envia nada delas.
privacy-chip = Se você colocar o documento sobre um leitor, o quiosque também lê o chip. Ele verifica a sua foto e os dados impressos. Não guarda nem mostra nada deles. Envia apenas até que ponto o chip foi verificado.
privacy-erased = Quando você termina, a imagem é apagada.
privacy-sent = Este quiosque envia uma mensagem curta. Ela tem o seu número de atendimento, a fila, o resultado e os horários. Diz qual quiosque e quais programas a fizeram, qual aviso você viu, e como o seu documento foi mostrado. Não tem nome nem imagem.
privacy-help = Se você chamar um funcionário, o quiosque envia o número do quiosque e a hora.
privacy-authority-title = Segundo qual lei?
privacy-authority = { $authority }
privacy-purpose-title = Para que serve?
privacy-purpose = Para ver se você é a pessoa do seu documento de viagem.
privacy-uses-title = Como é usado?
privacy-uses = Os agentes veem o seu número de atendimento e o resultado. Usam isso para chamar você e para deixar você passar.
privacy-voluntary-title = É obrigatório?
privacy-voluntary = Você escolhe se faz a verificação do rosto. Pode parar a qualquer momento, em todas as telas.
privacy-refusal-title = E se eu disser não?
privacy-refusal = Um agente confere o seu documento à mão. Você não precisa dizer por quê.
privacy-wrong-title = Com que frequência a comparação erra?
privacy-wrong-match = Em um teste, no máximo 1 em cada { $count } comparações de duas pessoas diferentes deu “mesma pessoa”.
privacy-wrong-tries = Uma verificação tem até duas tentativas, então isso pode acontecer o dobro de vezes.
privacy-wrong-missed = Em cerca de { $count } de { $all } comparações de uma mesma pessoa, não houve correspondência. Depois de duas tentativas, um agente ajuda.
privacy-wrong-news = O teste usou { $photos } fotos de imprensa de { $people } pessoas. Não usou fotos de passaporte.
privacy-wrong-photos = O teste usou { $photos } fotos de { $people } pessoas ({ $data }).
privacy-wrong-groups = A comparação pode errar mais vezes com alguns grupos de pessoas.
privacy-wrong-unknown = Ninguém mediu isso ainda para este quiosque.
privacy-kept-title = Por quanto tempo fica guardado?
privacy-kept-here = Neste quiosque
privacy-kept-agency = Na agência, se um agente tirar uma foto
privacy-kept-nothing = Nada fica guardado
privacy-kept-citizen = Cidadãos dos EUA
privacy-kept-resident = Residentes permanentes
privacy-kept-other = Todos os outros
privacy-kept-everyone = Todos os viajantes
kept-hours = { $hours ->
    [one] Até { $hours } hora
   *[other] Até { $hours } horas
}
kept-days = { $days ->
    [one] Até { $days } dia
   *[other] Até { $days } dias
}
kept-years = { $years ->
    [one] Até { $years } ano
   *[other] Até { $years } anos
}
privacy-kept-source = Fonte: { $source }, { $date }

guardian-title = Com uma criança
guardian-text = O pai, a mãe ou o responsável decide pela criança. As duas formas são boas.
guardian-how = Se os rostos forem comparados, a criança olha para a câmera por um momento. Nada mais é pedido à criança.
guardian-face = Comparar o rosto da criança
guardian-officer = Ir com a criança a um agente

help-title = Os funcionários foram chamados
help-text = Por favor, espere aqui. Enquanto isso, pode continuar a verificação.
help-calling-title = Chamando um funcionário
help-calling-text = Demora um momento.
help-failed-title = Não conseguimos chamar
help-failed-text = Por favor, dirija-se a: { $place }. Os funcionários vão ajudar você lá.
help-failed-ask = Por favor, fale com o funcionário mais próximo.

language-title = Escolha o seu idioma

access-title = Torne este quiosque mais fácil de usar
access-text-size = Tamanho do texto
access-text-normal = Normal
access-text-large = Grande
access-text-largest = Muito grande
access-contrast = Contraste forte
access-reach = Mover os botões para baixo
access-speech = Ler a tela em voz alta
access-blank = Escurecer a tela
access-volume = Som
access-volume-off = Mudo
access-volume-soft = Baixo
access-volume-loud = Alto
access-on = Sim
access-off = Não

speech-transcript = O que está sendo lido
speech-repeat = Repetir
speech-pause = Pausa
speech-resume = Continuar
speech-stop = Parar de ler
speech-no-voice = Este quiosque não tem voz para este idioma. Você pode ler as palavras aqui.
speech-how = Use as teclas de seta para se mover. Pressione Enter para escolher.
speech-control = { $label }. { $number } de { $count }.
speech-chosen = Escolhido.
blank-screen = A tela está escura. Toque nela, ou pressione a tecla asterisco, para ela voltar.

sound-warning = Som: o tempo está acabando
sound-taken = Som: imagem feita
sound-done = Som: terminado
sound-help = Som: funcionários chamados

warning-title = Precisa de mais tempo?
warning-text = { $seconds ->
    [one] Em { $seconds } segundo, este quiosque apaga tudo e começa de novo.
   *[other] Em { $seconds } segundos, este quiosque apaga tudo e começa de novo.
}
warning-more = Preciso de mais tempo

closed-title = Um agente vai ajudar você
closed-text = A verificação do rosto está fechada agora. A fila com agente está aberta.
closed-staff = Para os funcionários:
closed-settings = O arquivo de configuração deste quiosque falta ou está errado.
closed-notice-expired = O aviso não está em vigor. Renove-o no arquivo de configuração.
closed-no-simd = Este navegador é antigo demais para a verificação do rosto (sem WebAssembly SIMD).
closed-model = Um modelo de rosto ou o seu programa falta ou foi alterado. Instale de novo.
closed-uncalibrated = Os erros deste modelo de rosto nunca foram medidos com a taxa da configuração. Meça-os ou mude a taxa.
closed-worker = A verificação do rosto não inicia. Reinicie este quiosque.
closed-camera-absent = Nenhuma câmera está conectada.
closed-camera-refused = O navegador não pode usar a câmera. Permita o uso para este site.
closed-camera-blocked = O sistema operacional não deixa este navegador usar a câmera. Permita o uso nas configurações do sistema.
closed-camera-busy = A câmera não inicia. Outro programa a usa, ou está com defeito.
closed-camera-silent = A câmera não mostra nada. Está coberta, no escuro ou com defeito.
closed-revoked = O servidor revogou este quiosque ou não o conhece. Registre-o de novo na tela dos funcionários.

camera-starting = A câmera está ligando. Isso pode levar 20 segundos.
camera-nothing = A câmera não vê nada. Pode estar coberta ou no escuro.
camera-slow = Está demorando? Pode continuar ou falar com um agente.

document-title = Mostre o seu documento de viagem
document-camera-text = Segure a página com a sua foto bem plana dentro da moldura.
document-file-text = Escolha uma imagem da página com a sua foto, ou solte-a aqui.
document-choose = Escolher um arquivo
document-use-file = Usar um arquivo
document-use-camera = Usar a câmera
document-photo-here = Foto

document-no-face = Não vemos a foto de um rosto na página.
document-not-a-page = Mostre toda a página da foto, com as linhas de letras na parte de baixo.
document-no-zone = Não vemos as linhas de letras na parte de baixo da página.
document-zone-cut-off = As linhas de letras de baixo devem ficar dentro da moldura.
document-zone-glare = Há um reflexo sobre as linhas de letras. Incline um pouco a página.
document-zone-unreadable = Não conseguimos ler as linhas de letras de baixo. Mova um pouco a página.
document-several-faces = Há mais de um rosto. Mostre só a página com a sua foto.
document-too-small = A foto é pequena demais. Aproxime a página.
document-camera-too-small = Esta câmera não vê bem a página. Use um arquivo ou fale com um agente.
document-camera-too-small-officer = Esta câmera não vê bem a página. Fale com um agente.
document-too-small-file = A foto é pequena demais. Escolha uma imagem maior.
document-blurred = A foto não está nítida. Segure a página sem mexer.
document-blurred-file = A foto não está nítida. Escolha outra imagem.
document-too-dark = A foto está escura demais.
document-too-bright = A foto está clara demais. Incline um pouco a página.
document-glare = Há um reflexo na foto. Incline um pouco a página.
document-not-an-image = Não podemos ler este arquivo. Escolha uma imagem JPEG, PNG, WebP ou JPEG 2000.
document-too-large = Esta imagem é grande demais.
document-empty = Este arquivo está vazio.
document-corrupt = Não podemos ler esta imagem. Ela pode estar danificada. Escolha outra.
document-unreadable = Não podemos ler este arquivo. Escolha-o de novo, ou outro.
document-several-files = Escolha um só arquivo.
document-not-a-file = Isso não é um arquivo. Escolha uma imagem.

chip-title = Coloque o documento sobre o leitor
chip-text = O chip tem a sua foto. Não mova o documento até a próxima tela.
chip-lay-down = Coloque o documento deitado sobre o leitor.
chip-leave = Deixe-o aí. Ele está sendo lido.
chip-again = O contato foi perdido. Coloque o documento de novo sobre o leitor.
chip-no-reader = O leitor não responde.
chip-skip = Continuar sem o chip
chip-page = Mostrar a página de novo

face-title = Olhe para a câmera
face-text = Nada do que você vê aqui sai deste quiosque.
face-covering = Não tire os óculos nem o que cobre a sua cabeça. Se óculos de sol, uma máscara ou outra coisa cobrirem o seu rosto, pode tirá-los ou falar com um agente.
face-again = Vamos tentar mais uma vez.
face-no-face = Coloque-se dentro do oval
face-several-faces = Só você na imagem, por favor
face-too-far = Chegue um pouco mais perto
face-too-near = Afaste-se um pouco
face-off-centre = Coloque-se no centro
face-turned = Olhe de frente para a câmera
face-too-dark = Há pouca luz
face-too-bright = Há luz demais
face-blurred = A imagem ainda não está nítida
face-hold-still = Não se mexa
face-put-document-down = Abaixe seu documento
face-same-photograph = Esta é a foto do seu documento. Olhe você para a câmera.

comparing-title = Comparando
comparing-text = Demora alguns segundos.

done-match-title = Obrigado. Pode passar.
done-officer-title = Um agente vai atender você
done-declined = Você escolheu um agente. É tudo de que precisamos.
done-no-match = Não conseguimos confirmar. Um agente vai ajudar.
done-timed-out = O tempo acabou. Um agente vai ajudar.
done-broken = Este quiosque tem um problema. Um agente vai ajudar.
done-place = Por favor, dirija-se a: { $place }
done-ticket = O seu número de atendimento
done-erased = A sua imagem foi apagada.
done-not-taken = Nenhuma imagem foi feita.
done-not-kept = Nenhuma imagem fica guardada.
done-complain = Para reclamar: { $contact }. Por favor, dê o seu número de atendimento.
done-sent = O que foi enviado?
done-leave = Terminar

print-ticket = Imprimir minha senha
print-keep = Guarde esta senha. Ela não diz quem você é.

sent-title = O que foi enviado
sent-text = Esta é a mensagem inteira, letra por letra.
sent-nothing-else = Nada mais sobre você foi enviado.
sent-calls = Você chamou os funcionários. Esta mensagem foi feita para isso:
sent-waiting = Esta mensagem ainda não chegou. Ela espera neste quiosque e é enviada de novo.
sent-field = Campo
sent-value = Valor
sent-meaning = Significado
sent-version = A versão desta forma de mensagem
sent-id = Um número que identifica esta mensagem. É calculado com o quiosque, o número de atendimento e a chegada
sent-kiosk = Este quiosque
sent-ticket = O seu número de atendimento
sent-lane = Para onde você vai: em frente (“face”) ou a um agente (“officer”)
sent-outcome = O resultado. “Manual” significa que um agente verifica, seja qual for o motivo.
sent-document = Como você mostrou o seu documento e até que ponto o chip foi verificado, se houve comparação de rostos
sent-model = Qual programa comparou os rostos, se algum comparou
sent-build = Qual é a versão deste quiosque
sent-notice = Qual aviso você viu
sent-arrived = Quando você chegou, em segundos desde 1970
sent-finished = Quando você terminou, arredondado para os dez segundos seguintes, em segundos desde 1970
sent-receipt-title = O seu comprovante
sent-receipt-text = Tire uma foto deste código. Com ele, os funcionários podem achar esta mensagem e ver que não foi mudada. Ele não diz quem é você.
sent-follow = Com este código, você também pode acompanhar seu número no telefone.

staff-title = Sobre este quiosque
staff-kiosk = Quiosque
staff-build = Versão
staff-lane = Fila do rosto
staff-open = Aberta
staff-camera = Câmera
staff-camera-small = A imagem dela é pequena demais para páginas de documentos.
staff-camera-good = Nenhum problema conhecido.
staff-model = Modelo de rosto
staff-fallback = Substitui um modelo de rosto melhor
staff-general-engine = Funciona com o motor geral (tract), que é mais lento
staff-yes = Sim
staff-no = Não
staff-target = Falsos positivos permitidos (FMR)
staff-target-rate = No máximo 1 em cada { $count }
staff-missed = Falsos negativos (FNMR)
staff-missed-rate = { $count } em cada { $all } (intervalo de 95 em 100: { $low } a { $high })
staff-unmeasured = Não medido. Enquanto isso, a fila do rosto fica fechada.
staff-data = Medido com
staff-data-size = { $data }. Fotos: { $photos }. Pessoas: { $people }.
staff-measured = Dia da medição
staff-pipeline = Versão que foi medida
staff-queue = Resultados que esperam a rede
staff-oldest = O mais antigo espera há
staff-age = { $hours } h { $minutes } min
staff-fleeting = O banco de dados do navegador não responde: um reinício pode perder resultados.
staff-clock = Relógio
staff-clock-right = Certo
staff-clock-behind = { $time } atrasado em relação ao servidor. Os resultados levam a hora certa. Acerte o relógio.
staff-clock-ahead = { $time } adiantado em relação ao servidor. Os resultados levam a hora certa. Acerte o relógio.
staff-server = Servidor
staff-not-enrolled = Não registrado. Todos os resultados esperam neste quiosque. Digite abaixo um código de registro.
staff-enrolled = Registrado
staff-mistrusted = O servidor não aceita a assinatura deste quiosque. Os resultados esperam. Registre-o de novo.
staff-code = Código de registro
staff-enrol = Registrar
staff-code-wrong = Este código está errado, já foi usado ou é antigo demais. Peça outro.
staff-code-unheard = O servidor não responde. O quiosque continua perguntando.
staff-export = Salvar em um arquivo os resultados que esperam
staff-export-saved = Salvo. Leve o arquivo ao servidor. Resultados nele: { $count }. Eles também ficam aqui; o servidor recebe cada um uma só vez.
staff-export-nothing = Nenhum resultado espera, ou este quiosque nunca foi registrado.
staff-export-failed = O navegador não salvou nenhum arquivo. A política dele pode proibir downloads.
staff-trust = Chaves dos países emissores
staff-trust-missing = A lista está faltando. Nenhuma assinatura de chip pode ser verificada.
staff-languages = Idiomas
staff-review = Todos os idiomas, menos o inglês, ainda esperam um revisor humano.
staff-settings = Configuração
staff-settings-good = O arquivo de configuração é válido.
staff-camera-half = Montada de cabeça para baixo. A imagem é girada.
staff-camera-side = Montada de lado. A imagem é girada.
staff-text = O menor texto
staff-text-size = { $pixels } px

sign-title = Você pode escolher como é feita a sua verificação
sign-notice = Escaneie para ler o aviso
