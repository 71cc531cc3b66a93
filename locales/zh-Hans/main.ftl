language-name = 简体中文
# Writing direction of this language: ltr or rtl
direction = ltr
ten-thousand = 10,000

app-title = 身份核验

step = 第 { $number } 步，共 { $count } 步

officer = 由官员查验
call-staff = 呼叫工作人员
language = 语言
access = 更易使用
close = 关闭
one-moment = 请稍候

welcome-title = 欢迎
welcome-text = 请选择您的语言。
welcome-speech = 要听本屏内容，请按星号键。

notice-title = 您希望如何核验身份？
notice-text = 本机可以将您的面部与旅行证件上的照片进行比对。由您选择。
profile-land-exit = 此检查面向由此出境的旅客。
profile-sea = 叫到您的舱房组时请过来。
profile-gate = 此登机口由承运人管理。其员工也可以人工查看您的证件。
profile-small-port = 附近可能没有工作人员。结果会留在本机，直到工作人员把它带给官员。
profile-vehicle = 车内每个人依次各自选择。
notice-face = 比对我的面部
notice-face-detail = 图像留在本机，您结束时即删除。
notice-officer = 由官员查验
notice-officer-detail = 此处不拍照，也没有人询问原因。
notice-honest = 对部分旅客，官员仍可能需要拍照。
notice-child = 您带着孩子吗？由父母或监护人决定。
notice-more = 我的图像会怎样处理？
notice-guardian = 我带着孩子
notice-version = 告知书 { $version }，自 { $date } 起生效

wait-minutes = 通常等候时间：约 { $minutes } 分钟
waits-age = { $days ->
    [0] 这些等候时间由本场所今天提供，并非实测。
   *[other] 这些等候时间由本场所 { $days } 天前提供，并非实测。
}
waits-measured = 这些等候时间是过去一小时内在此实测的。

privacy-title = 我的图像会怎样处理？
privacy-camera = 在您选择比对面部之前，摄像头一直关闭。
privacy-kiosk = 比对在本机内进行。任何图像都不会离开本机。
privacy-erased = 您结束时，图像即删除。
privacy-sent = 本机会发送一条简短的消息。其中有您的排队号、通道、结果和时间，还说明由哪台机器和哪些程序生成、您看到的是哪一份告知，以及您的证件是如何出示的。其中没有姓名，也没有图像。
privacy-help = 如果您呼叫工作人员，本机会发送自己的编号和时间。
privacy-authority-title = 依据什么法律？
privacy-authority = { $authority }
privacy-purpose-title = 目的是什么？
privacy-purpose = 确认您是否为旅行证件上的本人。
privacy-uses-title = 如何使用？
privacy-uses = 官员会看到您的排队号和结果，据此叫号并让您继续前行。
privacy-voluntary-title = 我必须这样做吗？
privacy-voluntary = 是否进行面部核验由您选择。在每个屏幕上，您都可以随时停止。
privacy-refusal-title = 如果我不愿意呢？
privacy-refusal = 官员会人工查验您的证件。您不必说明原因。
privacy-wrong-title = 比对出错的频率是多少？
privacy-wrong-match = 在一次测试中，每 { $count } 次不同两人的比对，最多有 1 次判为“同一人”。
privacy-wrong-tries = 每次核验最多可尝试两次，因此这种情况可能多一倍。
privacy-wrong-missed = 同一人的比对，每 { $all } 次约有 { $count } 次未能匹配。尝试两次之后，由官员协助您。
privacy-wrong-news = 该测试使用了 { $people } 人的 { $photos } 张新闻照片，没有使用护照照片。
privacy-wrong-photos = 该测试使用了 { $people } 人的 { $photos } 张照片（{ $data }）。
privacy-wrong-groups = 对某些人群，比对可能更常出错。
privacy-wrong-unknown = 尚未有人为本机测量过这一点。
privacy-kept-title = 保存多久？
privacy-kept-here = 由本机保存
privacy-kept-agency = 由主管机构保存（如果官员拍照）
privacy-kept-nothing = 不保存任何内容
privacy-kept-citizen = 美国公民
privacy-kept-resident = 永久居民
privacy-kept-other = 其他所有人
privacy-kept-everyone = 所有旅客
kept-hours = 最长 { $hours } 小时
kept-days = 最长 { $days } 天
kept-years = 最长 { $years } 年
privacy-kept-source = 来源：{ $source }，{ $date }

guardian-title = 带着孩子
guardian-text = 由父母或监护人替孩子决定。两种方式都可以。
guardian-how = 如果比对面部，孩子看一下摄像头。不会要求孩子做其他事。
guardian-face = 比对孩子的面部
guardian-officer = 一起由官员查验

help-title = 已呼叫工作人员
help-text = 请在此等候。等候时，您可以继续核验。
help-calling-title = 正在呼叫工作人员
help-calling-text = 这需要一点时间。
help-failed-title = 我们未能呼叫到工作人员
help-failed-text = 请前往 { $place }。工作人员会在那里帮助您。
help-failed-ask = 请向最近的工作人员求助。

language-title = 选择您的语言

access-title = 让本机更易使用
access-text-size = 文字大小
access-text-normal = 标准
access-text-large = 大
access-text-largest = 最大
access-contrast = 高对比度
access-reach = 将按钮下移
access-speech = 朗读屏幕内容
access-blank = 让屏幕变黑
access-volume = 声音
access-volume-off = 关
access-volume-soft = 小声
access-volume-loud = 大声
access-on = 开
access-off = 关

speech-transcript = 正在朗读的内容
speech-repeat = 重复
speech-pause = 暂停
speech-resume = 继续
speech-stop = 停止朗读
speech-no-voice = 本机没有这种语言的语音。您可以在这里阅读文字。
speech-how = 用方向键移动。按 Enter 键选择。
speech-control = { $label }。第 { $number } 项，共 { $count } 项。
speech-chosen = 已选择。
blank-screen = 屏幕已变黑。触摸屏幕或按星号键即可恢复。

sound-warning = 声音：时间快到了
sound-taken = 声音：已拍照
sound-done = 声音：已结束
sound-help = 声音：已呼叫工作人员

warning-title = 您需要更多时间吗？
warning-text = { $seconds } 秒后，本机将删除所有内容并重新开始。
warning-more = 我需要更多时间

closed-title = 官员会帮助您
closed-text = 面部核验现已关闭。官员通道开放中。
closed-staff = 致工作人员：
closed-settings = 本机的设置文件缺失或有误。
closed-notice-expired = 告知书不在有效期内。请在设置文件中更新。
closed-no-simd = 此浏览器版本太旧，无法进行面部核验（不支持 WebAssembly SIMD）。
closed-model = 面部模型或其程序缺失，或已被更改。请重新安装。
closed-uncalibrated = 从未按设置中的误识率测量过此面部模型的错误。请测量，或更改该误识率。
closed-worker = 面部核验无法启动。请重新启动本机。
closed-camera-absent = 未连接摄像头。
closed-camera-refused = 浏览器无权使用摄像头。请对本网站授予权限。
closed-camera-blocked = 操作系统不允许此浏览器使用摄像头。请在系统设置中允许。
closed-camera-busy = 摄像头无法启动。其他程序正在使用它，或它已损坏。
closed-camera-silent = 摄像头没有画面。它被遮住、处于黑暗中或已损坏。
closed-revoked = 服务器已撤销本机，或不认识本机。请在工作人员屏幕上重新登记。

camera-starting = 摄像头正在启动。可能需要 20 秒。
camera-nothing = 摄像头看不到任何东西。它可能被遮住，或这里太暗。
camera-slow = 花的时间太长？您可以继续，也可以由官员查验。

document-title = 请出示您的旅行证件
document-camera-text = 请把带有您照片的那一页放平，置于框内。
document-file-text = 请选择带有您照片的那一页的图片，或将图片拖放到此处。
document-choose = 选择文件
document-use-file = 使用文件
document-use-camera = 使用摄像头
document-photo-here = 照片

document-no-face = 我们在这一页上看不到人脸照片。
document-not-a-page = 请出示带有您照片的整页，包括底部的几行字母。
document-several-faces = 出现了不止一张脸。请只出示带有您照片的那一页。
document-too-small = 照片太小。请将这一页靠近一些。
document-camera-too-small = 此摄像头看不清这一页。请使用文件，或由官员查验。
document-camera-too-small-officer = 此摄像头看不清这一页。请由官员查验。
document-too-small-file = 照片太小。请选择更大的图片。
document-blurred = 照片不清晰。请将这一页拿稳。
document-blurred-file = 照片不清晰。请选择另一张图片。
document-too-dark = 照片太暗。
document-too-bright = 照片太亮。请将这一页稍微倾斜。
document-not-an-image = 我们无法读取此文件。请选择 JPEG、PNG、WebP 或 JPEG 2000 图片。
document-too-large = 此图片太大。
document-empty = 此文件是空的。
document-corrupt = 我们无法读取此图片，它可能已损坏。请选择另一张。
document-unreadable = 我们无法读取此文件。请重新选择，或选择另一个。
document-several-files = 请只选择一个文件。
document-not-a-file = 这不是文件。请选择一张图片。

face-title = 请看摄像头
face-text = 您在此看到的一切都不会离开本机。
face-covering = 请不要摘下眼镜和头部遮盖物。如果太阳镜、口罩或其他物品遮住了您的面部，您可以取下，或由官员查验。
face-again = 我们再试一次。
face-no-face = 请移到椭圆框内
face-several-faces = 画面中请只有您一人
face-too-far = 请靠近一点
face-too-near = 请后退一点
face-off-centre = 请移到中间
face-turned = 请正对摄像头
face-too-dark = 光线太暗
face-too-bright = 光线太亮
face-blurred = 图像还不清晰
face-hold-still = 请保持不动
face-put-document-down = 请放下您的证件
face-same-photograph = 这是您证件上的照片。请您本人看着摄像头。

comparing-title = 正在比对
comparing-text = 需要几秒钟。

done-match-title = 谢谢。您可以继续前行。
done-officer-title = 官员将接待您
done-declined = 您选择了由官员查验。这样就可以了。
done-no-match = 我们未能确认。官员会帮助您。
done-timed-out = 时间已到。官员会帮助您。
done-broken = 本机出现问题。官员会帮助您。
done-place = 请前往 { $place }
done-ticket = 您的排队号
done-erased = 您的图像已删除。
done-not-taken = 未拍摄任何图像。
done-not-kept = 没有保留任何图像。
done-complain = 如需投诉：{ $contact }。请提供您的排队号。
done-sent = 发送了什么？
done-leave = 结束

print-ticket = 打印我的号码票
print-keep = 请保留此票。它不显示您是谁。

sent-title = 发送了什么
sent-text = 这是完整的消息，一字不差。
sent-nothing-else = 没有发送关于您的其他任何内容。
sent-calls = 您呼叫过工作人员。为此生成了这条消息：
sent-waiting = 这条消息尚未送达。它保存在本机，并会再次发送。
sent-field = 字段
sent-value = 值
sent-meaning = 含义
sent-version = 此消息格式的版本
sent-id = 标识此消息的编号，由本机、排队号和到达时间算出
sent-kiosk = 本机
sent-ticket = 您的排队号
sent-lane = 您的去向：继续前行（face）或由官员查验（officer）
sent-outcome = 结果。“manual”表示由官员查看，无论原因为何。
sent-document = 您如何出示证件（如果进行了面部比对）
sent-model = 由哪个程序比对面部（如果进行了比对）
sent-build = 本机的版本
sent-notice = 您看到的是哪份告知书
sent-arrived = 您到达的时间，以 1970 年起的秒数表示
sent-finished = 您结束的时间，向上取整到十秒，以 1970 年起的秒数表示
sent-receipt-title = 您的回执
sent-receipt-text = 请拍下此二维码。工作人员可凭它找到这条消息，并确认其未被更改。其中不含您的身份。
sent-follow = 您也可以用手机扫描此代码，查看您的号码。

staff-title = 关于本机
staff-kiosk = 本机
staff-build = 程序版本
staff-lane = 面部核验通道
staff-open = 开放
staff-camera = 摄像头
staff-camera-small = 它的画面太小，看不清证件页。
staff-camera-good = 没有已知问题。
staff-model = 面部模型
staff-fallback = 替代更好的面部模型
staff-general-engine = 使用较慢的通用引擎（tract）运行
staff-yes = 是
staff-no = 否
staff-target = 允许的误匹配（FMR）
staff-target-rate = 每 { $count } 次最多 1 次
staff-missed = 漏匹配（FNMR）
staff-missed-rate = 每 { $all } 次有 { $count } 次（百分之九十五置信区间：{ $low } 至 { $high }）
staff-unmeasured = 尚未测量。在此之前，面部核验通道保持关闭。
staff-data = 测量所用数据
staff-data-size = { $data }。照片：{ $photos }。人数：{ $people }。
staff-measured = 测量日期
staff-pipeline = 所测量的版本
staff-queue = 等待网络的结果
staff-oldest = 最早的一条已等候
staff-age = { $hours } 小时 { $minutes } 分钟
staff-fleeting = 浏览器的数据库没有响应：重新启动可能会丢失结果。
staff-clock = 时钟
staff-clock-right = 正确
staff-clock-behind = 比服务器慢{ $time }。结果的时间仍然正确。请校准时钟。
staff-clock-ahead = 比服务器快{ $time }。结果的时间仍然正确。请校准时钟。
staff-server = 服务器
staff-not-enrolled = 未登记。所有结果都在本机等候。请在下方输入登记码。
staff-enrolled = 已登记
staff-mistrusted = 服务器不接受本机的签名。结果正在等候。请重新登记。
staff-code = 登记码
staff-enrol = 登记
staff-code-wrong = 此登记码有误、已使用或已过期。请索取新的登记码。
staff-code-unheard = 服务器没有应答。本机会继续询问。
staff-export = 将等待的结果保存为文件
staff-export-saved = 已保存。请把文件带到服务器。其中的结果数：{ $count }。结果也留在这里；服务器对每个结果只接收一次。
staff-export-nothing = 没有等待的结果，或本机从未登记。
staff-export-failed = 浏览器没有保存文件。它的策略可能禁止下载。
staff-languages = 语言
staff-review = 除英文外，所有语言仍有待人工审校。
staff-settings = 设置
staff-settings-good = 设置文件有效。
staff-camera-half = 上下颠倒安装，图像已旋转。
staff-camera-side = 侧放安装，图像已旋转。
staff-text = 最小的文字
staff-text-size = { $pixels } 像素

sign-title = 您可以选择核验方式
sign-notice = 扫码阅读告知书
