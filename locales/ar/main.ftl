language-name = العربية
# Writing direction of this language: ltr or rtl
direction = rtl
ten-thousand = 10,000

app-title = التحقق من الهوية

step = الخطوة { $number } من { $count }

officer = مقابلة ضابط
call-staff = استدعاء موظف
language = اللغة
access = استخدام أسهل
close = إغلاق
one-moment = لحظة من فضلك

welcome-title = مرحبًا بك
welcome-text = يُرجى اختيار لغتك.
welcome-speech = لسماع هذه الشاشة، اضغط مفتاح النجمة.

notice-title = كيف تود أن يتم التحقق من هويتك؟
notice-text = يستطيع هذا الجهاز مقارنة وجهك بالصورة التي في وثيقة سفرك. الاختيار لك.
profile-land-exit = هذا الفحص لمن يغادرون البلد من هنا.
profile-sea = يرجى الحضور عند مناداة مجموعة مقصوراتكم.
profile-gate = تدير هذه البوابة شركة نقل. ويمكن لموظفيها أيضًا فحص وثيقتك يدويًا.
profile-small-port = قد لا يكون الموظفون قريبين. تبقى النتيجة في هذا الكشك حتى يحملها الموظفون إلى ضابط.
profile-vehicle = يختار كل شخص في المركبة بنفسه، واحدًا بعد الآخر.
notice-face = مقارنة وجهي
notice-face-detail = تبقى الصورة في هذا الجهاز وتُمحى عندما تنتهي.
notice-officer = مقابلة ضابط
notice-officer-detail = لا تُلتقط هنا أي صورة، ولا يسألك أحد عن السبب.
notice-honest = قد يضطر الضابط مع ذلك إلى التقاط صورة لبعض المسافرين.
notice-child = هل معك طفل؟ القرار لأحد الوالدين أو للوصي.
notice-more = ماذا يحدث لصورتي؟
notice-guardian = معي طفل هنا
notice-version = الإشعار { $version }، سارٍ منذ: { "\u200E" }{ $date }
held-text = يحمل ضابط هذا الجهاز. الاختيار لك.
held-turn = تدوير الشاشة

wait-minutes = { $minutes ->
    [zero] الانتظار المعتاد: نحو { $minutes } دقيقة
    [one] الانتظار المعتاد: نحو دقيقة واحدة
    [two] الانتظار المعتاد: نحو دقيقتين
    [few] الانتظار المعتاد: نحو { $minutes } دقائق
    [many] الانتظار المعتاد: نحو { $minutes } دقيقة
   *[other] الانتظار المعتاد: نحو { $minutes } دقيقة
}
waits-age = { $days ->
    [0] قدّمت إدارة هذا المكان أوقات الانتظار هذه اليوم. ولم يجرِ قياسها.
    [zero] قدّمت إدارة هذا المكان أوقات الانتظار هذه اليوم. ولم يجرِ قياسها.
    [one] قدّمت إدارة هذا المكان أوقات الانتظار هذه قبل يوم واحد. ولم يجرِ قياسها.
    [two] قدّمت إدارة هذا المكان أوقات الانتظار هذه قبل يومين. ولم يجرِ قياسها.
    [few] قدّمت إدارة هذا المكان أوقات الانتظار هذه قبل { $days } أيام. ولم يجرِ قياسها.
    [many] قدّمت إدارة هذا المكان أوقات الانتظار هذه قبل { $days } يومًا. ولم يجرِ قياسها.
   *[other] قدّمت إدارة هذا المكان أوقات الانتظار هذه قبل { $days } يوم. ولم يجرِ قياسها.
}
waits-measured = قيست أوقات الانتظار هذه هنا خلال الساعة الأخيرة.

privacy-title = ماذا يحدث لصورتي؟
privacy-camera = الكاميرا مطفأة حتى تختار مقارنة وجهك.
privacy-kiosk = تجري المقارنة داخل هذا الجهاز. لا تخرج منه أي صورة.
privacy-page = إذا رأت الكاميرا صفحة الصورة، يقرأ الجهاز أسطر الحروف أيضًا. ويتحقق من انتهاء صلاحية الوثيقة. لا يحفظ الجهاز شيئًا منها ولا يعرضه ولا يرسله.
privacy-chip = إذا وضعت وثيقتك على القارئ، يقرأ الجهاز شريحتها أيضًا. ويتحقق من صورتك ومن البيانات المطبوعة. لا يحفظ الجهاز شيئًا منها ولا يعرضه. ويرسل فقط مدى التحقق من الشريحة.
privacy-erased = عندما تنتهي، تُمحى الصورة.
privacy-sent = يرسل هذا الجهاز رسالة قصيرة. فيها رقم دورك والمسار والنتيجة والأوقات. وتذكر الجهاز والبرامج التي أعدّتها، والإشعار الذي رأيته، وكيف عُرضت وثيقتك. ليس فيها اسم ولا صورة.
privacy-help = إذا استدعيت موظفًا، يرسل الجهاز رقمه والوقت.
privacy-authority-title = بموجب أي قانون؟
privacy-authority = { $authority }
privacy-purpose-title = ما الغرض من ذلك؟
privacy-purpose = لمعرفة هل أنت الشخص الذي في وثيقة سفرك.
privacy-uses-title = كيف تُستخدم هذه المعلومات؟
privacy-uses = يرى الضباط رقم دورك والنتيجة. ويستخدمونهما لمناداتك وللسماح لك بالمتابعة.
privacy-voluntary-title = هل هذا إلزامي؟
privacy-voluntary = التحقق بالوجه اختيارك. يمكنك التوقف في أي وقت، وفي كل شاشة.
privacy-refusal-title = ماذا لو قلت لا؟
privacy-refusal = يفحص ضابط وثيقتك يدويًا. ولا يلزمك ذكر السبب.
privacy-wrong-title = كم مرة تخطئ المقارنة؟
privacy-wrong-match = في اختبار، من كل { $count } مقارنة بين شخصين مختلفين، قالت مقارنة واحدة على الأكثر «الشخص نفسه».
privacy-wrong-tries = في كل تحقق محاولتان على الأكثر، لذلك قد يحدث هذا بضعف هذا المعدل.
privacy-wrong-missed = في نحو { $count } من كل { $all } مقارنة للشخص نفسه، لم يظهر تطابق. بعد محاولتين، يساعدك ضابط.
privacy-wrong-news = استخدم الاختبار صورًا صحفية عددها { $photos } لأشخاص عددهم { $people }. ولم يستخدم صور جوازات سفر.
privacy-wrong-photos = استخدم الاختبار صورًا عددها { $photos } لأشخاص عددهم { $people } ({ $data }).
privacy-wrong-groups = قد تخطئ المقارنة أكثر مع بعض فئات الناس.
privacy-wrong-unknown = لم يقِس أحد هذا على هذا الجهاز بعد.
privacy-kept-title = ما مدة الحفظ؟
privacy-kept-here = لدى هذا الجهاز
privacy-kept-agency = لدى الجهة الحكومية، إذا التقط ضابط صورة
privacy-kept-nothing = لا يُحفظ أي شيء
privacy-kept-citizen = مواطنو الولايات المتحدة
privacy-kept-resident = المقيمون الدائمون
privacy-kept-other = جميع الآخرين
privacy-kept-everyone = جميع المسافرين
kept-hours = { $hours ->
    [zero] { $hours } ساعة على الأكثر
    [one] ساعة واحدة على الأكثر
    [two] ساعتان على الأكثر
    [few] { $hours } ساعات على الأكثر
    [many] { $hours } ساعة على الأكثر
   *[other] { $hours } ساعة على الأكثر
}
kept-days = { $days ->
    [zero] { $days } يوم على الأكثر
    [one] يوم واحد على الأكثر
    [two] يومان على الأكثر
    [few] { $days } أيام على الأكثر
    [many] { $days } يومًا على الأكثر
   *[other] { $days } يوم على الأكثر
}
kept-years = { $years ->
    [zero] { $years } سنة على الأكثر
    [one] سنة واحدة على الأكثر
    [two] سنتان على الأكثر
    [few] { $years } سنوات على الأكثر
    [many] { $years } سنة على الأكثر
   *[other] { $years } سنة على الأكثر
}
privacy-kept-source = المصدر: { $source }، بتاريخ: { "\u200E" }{ $date }

guardian-title = مع طفل
guardian-text = القرار بشأن الطفل لأحد الوالدين أو للوصي. كلتا الطريقتين مقبولة.
guardian-how = إذا اخترت مقارنة الوجه، ينظر الطفل إلى الكاميرا لحظة. ولا يُطلب من الطفل أي شيء آخر.
guardian-face = مقارنة وجه الطفل
guardian-officer = مقابلة ضابط معًا

help-title = تم استدعاء الموظفين
help-text = يُرجى الانتظار هنا. يمكنك متابعة التحقق في هذه الأثناء.
help-calling-title = جارٍ استدعاء موظف
help-calling-text = يستغرق هذا لحظة.
help-failed-title = لم نتمكن من استدعاء موظف
help-failed-text = سيساعدك الموظفون في المكان التالي. يُرجى التوجه إلى: { $place }
help-failed-ask = يُرجى طلب المساعدة من أقرب موظف.

language-title = اختر لغتك

access-title = تسهيل استخدام هذا الجهاز
access-text-size = حجم النص
access-text-normal = عادي
access-text-large = كبير
access-text-largest = الأكبر
access-contrast = تباين قوي
access-reach = نقل الأزرار إلى الأسفل
access-speech = قراءة الشاشة بصوت مسموع
access-blank = تعتيم الشاشة
access-volume = الصوت
access-volume-off = صامت
access-volume-soft = منخفض
access-volume-loud = مرتفع
access-on = مُفعَّل
access-off = غير مُفعَّل

speech-transcript = ما يُقرأ الآن
speech-repeat = تكرار
speech-pause = إيقاف مؤقت
speech-resume = متابعة
speech-stop = إيقاف القراءة
speech-no-voice = ليس في هذا الجهاز صوت لهذه اللغة. يمكنك قراءة الكلمات هنا.
speech-how = استخدم مفاتيح الأسهم للتنقل. اضغط مفتاح Enter للاختيار.
speech-control = { $label }. { $number } من { $count }.
speech-chosen = تم الاختيار.
blank-screen = الشاشة معتمة. المسها أو اضغط مفتاح النجمة لإعادة إضاءتها.

sound-warning = صوت: الوقت يوشك على الانتهاء
sound-taken = صوت: التُقطت الصورة
sound-done = صوت: تم الانتهاء
sound-help = صوت: تم استدعاء موظف

warning-title = هل تحتاج إلى وقت أطول؟
warning-text = { $seconds ->
    [zero] بعد { $seconds } ثانية، يمحو هذا الجهاز كل شيء ويبدأ من جديد.
    [one] بعد ثانية واحدة، يمحو هذا الجهاز كل شيء ويبدأ من جديد.
    [two] بعد ثانيتين، يمحو هذا الجهاز كل شيء ويبدأ من جديد.
    [few] بعد { $seconds } ثوانٍ، يمحو هذا الجهاز كل شيء ويبدأ من جديد.
    [many] بعد { $seconds } ثانية، يمحو هذا الجهاز كل شيء ويبدأ من جديد.
   *[other] بعد { $seconds } ثانية، يمحو هذا الجهاز كل شيء ويبدأ من جديد.
}
warning-more = أحتاج إلى وقت أطول

closed-title = سيساعدك ضابط
closed-text = التحقق بالوجه مغلق الآن. مسار الضابط مفتوح.
closed-staff = للموظفين:
closed-settings = ملف إعدادات هذا الجهاز مفقود أو غير صحيح.
closed-notice-expired = الإشعار غير سارٍ. جدّده في ملف الإعدادات.
closed-no-simd = هذا المتصفح قديم جدًا ولا يصلح للتحقق بالوجه (لا يدعم WebAssembly SIMD).
closed-model = أحد نماذج الوجوه أو برنامجه مفقود أو تم تغييره. أعد التثبيت.
closed-uncalibrated = لم تُقَس أخطاء نموذج الوجوه هذا قط عند المعدل المحدد في الإعدادات. قِسها أو غيّر المعدل.
closed-worker = التحقق بالوجه لا يبدأ. أعد تشغيل هذا الجهاز.
closed-camera-absent = لا توجد كاميرا متصلة.
closed-camera-refused = لا يُسمح للمتصفح باستخدام الكاميرا. اسمح بها لهذا الموقع.
closed-camera-blocked = نظام التشغيل لا يسمح لهذا المتصفح باستخدام الكاميرا. اسمح بها في إعدادات النظام.
closed-camera-busy = الكاميرا لا تعمل. يستخدمها برنامج آخر أو هي معطلة.
closed-camera-silent = الكاميرا لا تُظهر شيئًا. هي مغطاة أو في الظلام أو معطلة.
closed-revoked = ألغى الخادم هذا الجهاز أو لا يعرفه. سجّله من جديد في شاشة الموظفين.

camera-starting = الكاميرا تبدأ العمل. قد يستغرق هذا 20 ثانية.
camera-nothing = الكاميرا لا ترى شيئًا. قد تكون مغطاة أو في الظلام.
camera-slow = هل يستغرق هذا وقتًا طويلًا؟ يمكنك المتابعة أو مقابلة ضابط.

document-title = اعرض وثيقة سفرك
document-camera-text = أمسك الصفحة التي فيها صورتك مستوية داخل الإطار.
document-file-text = اختر صورة للصفحة التي فيها صورتك، أو أفلتها هنا.
document-choose = اختيار ملف
document-use-file = استخدام ملف
document-use-camera = استخدام الكاميرا
document-photo-here = الصورة

document-no-face = لا نرى صورة وجه على الصفحة.
document-not-a-page = اعرض الصفحة التي فيها صورتك كاملة، مع أسطر الحروف في أسفلها.
document-no-zone = لا نرى أسطر الحروف في أسفل الصفحة.
document-zone-cut-off = يجب أن تكون أسطر الحروف في الأسفل داخل الإطار.
document-zone-glare = يوجد انعكاس على أسطر الحروف. أمل الصفحة قليلاً.
document-zone-unreadable = لا يمكننا قراءة أسطر الحروف في الأسفل. حرّك الصفحة قليلاً.
document-several-faces = يوجد أكثر من وجه واحد. اعرض الصفحة التي فيها صورتك فقط.
document-too-small = الصورة صغيرة جدًا. قرّب الصفحة.
document-camera-too-small = هذه الكاميرا لا ترى الصفحة جيدًا. استخدم ملفًا أو قابل ضابطًا.
document-camera-too-small-officer = هذه الكاميرا لا ترى الصفحة جيدًا. قابل ضابطًا من فضلك.
document-too-small-file = الصورة صغيرة جدًا. اختر صورة أكبر.
document-blurred = الصورة غير واضحة. أمسك الصفحة دون تحريكها.
document-blurred-file = الصورة غير واضحة. اختر صورة أخرى.
document-too-dark = الصورة داكنة جدًا.
document-too-bright = الصورة ساطعة جدًا. أمِل الصفحة قليلًا.
document-glare = يوجد انعكاس ضوء على الصورة. أمِل الصفحة قليلًا.
document-not-an-image = لا يمكننا قراءة هذا الملف. اختر صورة بصيغة JPEG أو PNG أو WebP أو JPEG 2000.
document-too-large = هذه الصورة كبيرة جدًا.
document-empty = هذا الملف فارغ.
document-corrupt = لا يمكننا قراءة هذه الصورة. قد تكون تالفة. اختر صورة أخرى.
document-unreadable = لا يمكننا قراءة هذا الملف. اختره مرة أخرى، أو اختر ملفًا آخر.
document-several-files = اختر ملفًا واحدًا فقط.
document-not-a-file = هذا ليس ملفًا. اختر صورة.

chip-title = ضع وثيقتك على القارئ
chip-text = صورتك محفوظة في شريحة الوثيقة. لا تحرك الوثيقة حتى الشاشة التالية.
chip-lay-down = ضع الوثيقة مسطحة على القارئ.
chip-leave = اتركها هناك. تجري قراءتها.
chip-again = انقطع الاتصال. ضع الوثيقة على القارئ مرة أخرى.
chip-no-reader = القارئ لا يستجيب.
chip-skip = المتابعة من دون الشريحة
chip-page = إظهار الصفحة مرة أخرى

face-title = انظر إلى الكاميرا
face-text = لا يخرج من هذا الجهاز أي شيء تراه هنا.
face-covering = أبقِ نظارتك وغطاء رأسك كما هما. إذا كانت نظارة شمسية أو كمامة أو أي شيء آخر يغطي وجهك، فيمكنك نزعه أو مقابلة ضابط.
face-again = لنحاول مرة أخرى.
face-no-face = تحرّك إلى داخل الشكل البيضاوي
face-several-faces = أنت فقط في الصورة، من فضلك
face-too-far = اقترب قليلًا
face-too-near = ابتعد قليلًا
face-off-centre = تحرّك إلى الوسط
face-turned = انظر مباشرة إلى الكاميرا
face-too-dark = الضوء قليل جدًا
face-too-bright = الضوء قوي جدًا
face-blurred = الصورة ليست واضحة بعد
face-hold-still = لا تتحرّك
face-put-document-down = ضع وثيقتك جانبًا
face-same-photograph = هذه صورة وثيقتك. انظر أنت إلى الكاميرا.

comparing-title = تجري المقارنة
comparing-text = يستغرق هذا بضع ثوانٍ.

done-match-title = شكرًا لك. يمكنك المتابعة.
done-officer-title = سيقابلك ضابط
done-declined = اخترت مقابلة ضابط. هذا كل ما نحتاج إليه.
done-no-match = لم نتمكن من التأكد. سيساعدك ضابط.
done-timed-out = انتهى الوقت. سيساعدك ضابط.
done-broken = توجد مشكلة في هذا الجهاز. سيساعدك ضابط.
done-place = يُرجى التوجه إلى: { $place }
done-ticket = رقم دورك
done-erased = تم محو صورتك.
done-not-taken = لم تُلتقط أي صورة.
done-not-kept = لا تُحفظ أي صورة.
done-complain = لتقديم شكوى، يُرجى ذكر رقم دورك. جهة الاتصال: { "\u200E" }{ $contact }
done-sent = ماذا أُرسل؟
done-leave = إنهاء

print-ticket = اطبع تذكرتي
print-keep = يرجى الاحتفاظ بهذه التذكرة. وهي لا تذكر من أنت.

sent-title = ما الذي أُرسل
sent-text = هذه هي الرسالة كاملة، حرفًا بحرف.
sent-nothing-else = لم يُرسل أي شيء آخر عنك.
sent-calls = لقد استدعيت الموظفين. أُنشئت هذه الرسالة لذلك:
sent-waiting = لم تصل هذه الرسالة بعد. تنتظر في هذا الجهاز وتُرسل مرة أخرى.
sent-field = الحقل
sent-value = القيمة
sent-meaning = المعنى
sent-version = إصدار هذا الشكل من الرسائل
sent-id = رقم يميّز هذه الرسالة. يُحسب من الجهاز ورقم الدور ووقت مجيئك
sent-kiosk = هذا الجهاز
sent-ticket = رقم دورك
sent-lane = إلى أين تتجه: المتابعة (face) أو إلى ضابط (officer)
sent-outcome = النتيجة. كلمة "manual" تعني أن ضابطًا ينظر في الأمر، أيًا كان السبب.
sent-document = كيف عرضت وثيقتك ومدى التحقق من شريحتها، إذا قورنت الوجوه
sent-model = أي برنامج قارن الوجوه، إذا قورنت
sent-build = إصدار هذا الجهاز
sent-notice = أي إشعار رأيته
sent-arrived = متى جئت، بالثواني منذ عام 1970
sent-finished = متى انتهيت، مقرّبًا إلى عشر ثوانٍ تالية، بالثواني منذ عام 1970
sent-receipt-title = إيصالك
sent-receipt-text = التقط صورة لهذا الرمز. به يستطيع الموظفون إيجاد هذه الرسالة والتأكد من أنها لم تتغير. لا يذكر الرمز من أنت.
sent-follow = يمكنك أيضًا متابعة رقمك على الهاتف بهذا الرمز.

staff-title = عن هذا الجهاز
staff-kiosk = الجهاز
staff-build = إصدار البرنامج
staff-lane = مسار الوجه
staff-open = مفتوح
staff-camera = الكاميرا
staff-camera-small = صورتها صغيرة جدًا لصفحات الوثائق.
staff-camera-good = لا توجد مشكلة معروفة.
staff-model = نموذج الوجه
staff-fallback = بديل عن نموذج وجه أفضل
staff-general-engine = يعمل بالمحرك العام (tract)، وهو أبطأ
staff-yes = نعم
staff-no = لا
staff-target = المطابقات الخاطئة المسموح بها (FMR)
staff-target-rate = واحدة على الأكثر من كل { $count }
staff-missed = المطابقات الفائتة (FNMR)
staff-missed-rate = { $count } من كل { $all } (فترة ثقة 95 من 100: من { $low } إلى { $high })
staff-unmeasured = لم يُقَس بعد. ويبقى مسار الوجه مغلقًا حتى ذلك.
staff-data = البيانات المستخدمة في القياس
staff-data-size = الصور: { $photos }. الأشخاص: { $people }. المجموعة: { $data }
staff-measured = يوم القياس
staff-pipeline = الإصدار الذي جرى قياسه
staff-queue = نتائج تنتظر الشبكة
staff-oldest = الأقدم ينتظر منذ
staff-age = { $hours } س { $minutes } د
staff-fleeting = قاعدة بيانات المتصفح لا تستجيب: قد تضيع نتائج عند إعادة التشغيل.
staff-clock = الساعة
staff-clock-right = صحيحة
staff-clock-behind = متأخرة { $time } عن الخادم. وقت النتائج صحيح رغم ذلك. اضبط الساعة.
staff-clock-ahead = متقدمة { $time } على الخادم. وقت النتائج صحيح رغم ذلك. اضبط الساعة.
staff-server = الخادم
staff-not-enrolled = غير مسجّل. كل النتائج تنتظر في هذا الجهاز. اكتب رمز التسجيل في الأسفل.
staff-enrolled = مسجّل
staff-mistrusted = لا يقبل الخادم توقيع هذا الجهاز. النتائج تنتظر. سجّله من جديد.
staff-code = رمز التسجيل
staff-enrol = تسجيل
staff-code-wrong = هذا الرمز غير صحيح أو مستعمل أو قديم. اطلب رمزًا جديدًا.
staff-code-unheard = لا يجيب الخادم. يواصل الجهاز السؤال.
staff-export = احفظ النتائج المنتظرة في ملف
staff-export-saved = تم الحفظ. انقل الملف إلى الخادم. عدد النتائج فيه: { $count }. تبقى هنا أيضًا؛ ويأخذ الخادم كل نتيجة مرة واحدة.
staff-export-nothing = لا توجد نتائج منتظرة، أو لم يُسجَّل هذا الكشك قط.
staff-export-failed = لم يحفظ المتصفح أي ملف. قد تمنع سياسته التنزيلات.
staff-trust = مفاتيح الدول المصدرة
staff-trust-missing = القائمة مفقودة. لا يمكن التحقق من توقيع أي شريحة.
staff-languages = اللغات
staff-review = ما زالت كل اللغات ما عدا الإنجليزية تنتظر مراجعًا بشريًا.
staff-settings = الإعدادات
staff-settings-good = ملف الإعدادات صالح.
staff-camera-half = مركبة رأسًا على عقب. تُدار صورتها.
staff-camera-side = مركبة على جانبها. تُدار صورتها.
staff-text = أصغر نص
staff-text-size = { $pixels } بكسل

sign-title = يمكنك اختيار طريقة التحقق من هويتك
sign-notice = امسح الرمز ضوئيًا لقراءة الإشعار
