/** @file The messages in Hindi, with the lecture's English terms where students use them. */

import type { MessageKey } from "./english.js";

/** Texts by key; `{name}` is a gap. */
export const HINDI: Readonly<Record<MessageKey, string>> = {
  right: "सही।",
  "right-per-example": "हर example के लिए सही: mean का 1/m अभी बाकी है, वहाँ जहाँ examples पर जोड़ होगा।",
  follows: "यह पंक्ति आपकी पंक्ति {line} से सही निकलती है। पंक्ति {line} में गलती है; पहले उसे ठीक करें।",
  circular:
    "आपकी पंक्ति सच है, पर घूमकर वहीं आ जाती है: {symbol} से पहले {used} पता नहीं होता। {symbol} को graph के नामों और उन derivatives से लिखिए जो {loss} से लौटते हुए उससे पहले आते हैं।",
  unread: "{text} पढ़ा नहीं जा सका: {problem}।",
  "unread-line": "आपकी पंक्ति पढ़ी नहीं जा सकी: {problem}।",
  brackets:
    "{used} को brackets में रखने पर आपकी पंक्ति सही है। गुणा और भाग बाएँ से, और जोड़ से पहले होते हैं: a / b c का अर्थ (a / b) c है, और 1 − a b का 1 − (a b)।",
  "off-board": "{symbol} यहाँ नहीं पूछा गया। यह board {steps} के बारे में है।",
  shape:
    "आपने जो लिखा उसका shape {got} है, पर {symbol} का shape {want} है। Gradient का shape वही होता है जो उसकी राशि का।",
  "no-numbers":
    "“{answer}” को {symbol} का मान नहीं पढ़ा जा सकता। संख्याएँ चाहिए: एक संख्या, row [[1, 2]] या column [[1], [2]]।",
  "text-number": "“{text}” उद्धरण चिह्नों में है, इसलिए वह text है। संख्या चाहिए। उसे उनके बिना लिखिए: {number}।",
  ragged:
    "आपके {symbol} की rows की लंबाई अलग-अलग है: {lengths}। Matrix की हर row में बराबर entries होती हैं। फिर से गिनिए।",
  "no-lines": "“{answer}” पंक्तियों की सूची नहीं है। हर पंक्ति को उद्धरण चिह्नों में लिखिए, और सबको square brackets में।",
  "unknown-name": "इस graph में {symbol} नहीं है। आप {names} लिख सकते हैं; नाम के आगे d उसके लिए derivative है।",
  "near-name": "इस graph में {symbol} नहीं है। उससे मिलते नाम: {names}।",
  "bare-function": "{symbol} एक function है। वह किसका है, यह उसके पीछे brackets में लिखिए: {symbol}(…)।",
  "many-to-many":
    "{symbol} में entries के हर जोड़े के लिए एक entry है, इसलिए वह ऐसी matrix नहीं जो product में लिखी जा सके। एक entry लीजिए, और indices से क्रम और transposes पढ़िए।",
  untyped: "आपकी पंक्ति की गणना नहीं हो सकती: {problem}।",
  "numbers-only":
    "आपकी पंक्ति में केवल संख्याएँ हैं। {symbol} का formula चाहिए, जो संख्याएँ कुछ भी हों सही रहे। उसे graph के नामों से लिखिए।",
  different: "आपकी पंक्ति {symbol} के बराबर नहीं है। उसे chain {chain} से एक-एक factor मिलाइए।",
  "here-only":
    "इन संख्याओं के लिए आपकी पंक्ति का मान सही है, दूसरी संख्याओं के लिए नहीं: जो बदल सकता है वह उसमें संख्या बनकर लिखा है। {symbol} को उन सब नामों से लिखिए जिन पर वह निर्भर है।",
  "different-one": "आपकी पंक्ति {symbol} के बराबर नहीं है। एक बार फिर derivative लीजिए: {definition}।",
  dropped: "आपकी पंक्ति में factor {factor} नहीं है। {symbol} को रास्ते का हर factor चाहिए। रास्ता फिर से देखिए।",
  "dropped-term":
    "आपकी पंक्ति में term {term} नहीं है; बाकी सही है। {symbol} को हर term चाहिए, data कुछ भी हो। एक-एक term का derivative लीजिए।",
  doubled: "आपकी पंक्ति में factor {factor} एक बार ज़्यादा है। {symbol} को वह एक ही बार चाहिए। देखिए वह कहाँ आता है।",
  wrong: "{symbol} का आपका उत्तर सही नहीं है। उसे परिभाषा से मिलाइए।",
  "wrong-option": "({answer}) वह विकल्प नहीं है। हर विकल्प के लिए पूछिए कि उससे क्या निकलेगा, और छोटी संख्याओं पर जाँचिए।",
  "not-answered": "अभी उत्तर नहीं दिया गया।",
  hidden: "उदाहरण सही है, पर दूसरी संख्याओं या sizes वाली छिपी जाँच सही नहीं। देखिए उदाहरण से क्या मान लिया गया।",
  failed: "आपका function error के साथ रुक गया: {problem}।",
  "follows-part":
    "यह आपके {symbol} से निकलता है, जो गलत है: तरीका सही है, और गिना जाएगा। पहले {symbol} ठीक कीजिए, फिर इसे दोबारा।",
  credit: "अब तक {of} में से {points} अंक। जो मान किसी गलत मान से सही निकलता है, उसे तरीके के अंक मिलते हैं।",
  "time-off": "कोई घड़ी नहीं चल रही। शुरू करने के लिए मिनट बताइए।",
  "time-left": "{of} में से {count} मिनट बाकी।",
  "time-up": "{of} मिनट पूरे हो चुके हैं, {count} मिनट पहले। आप आगे लिख सकते हैं।",
  incomplete: "अब तक सही। अभी लिखना बाकी है: {steps}।",
  "not-a-function":
    "आपका उत्तर {got} है; एक function चाहिए। check को function ही दीजिए, नाम के पीछे brackets के बिना।",
  endless: "आपका function समाप्त नहीं होता: {count} steps के बाद उसे रोका गया। देखिए loop किससे समाप्त होता है।",
  mutated: "आपका function दिया गया मान ({symbol}) बदल देता है। वह आगे भी चाहिए। नया मान बनाकर लौटाइए।",
  short: "कुछ शब्द अभी कारण नहीं हैं। एक पूरा वाक्य लिखिए।",
  noted: "लिख लिया गया। आपके शिक्षक इसे पढ़ेंगे।",
  unjudged: "जाँच ही नहीं हो सकी: {problem}। इससे आपके उत्तर के बारे में कुछ पता नहीं चलता और यह गिना नहीं जाता।",
  "hidden-checks": "उदाहरण के अलावा दूसरी संख्याओं और sizes वाली छिपी जाँचें हैं; सब सही निकलीं।",
  "no-hint": "तीन संकेत हैं, और आप सब देख चुके हैं।",
  "value-shape":
    "आपके उत्तर का shape {got} है, पर {symbol} का shape {want} है। देखिए कि यह जिनसे बनता है उनके shape क्या हैं; row [[1, 2]] लिखी जाती है, column [[1], [2]]।",
  "other-shape":
    "आपकी पंक्ति का shape {got} है, पर {symbol} का shape {want} है। पूछिए: कौन-सी entries साथ आती हैं, और वे जुड़ती हैं या गुणा होती हैं?",
  opposite:
    "माप सही है, पर {symbol} के लिए आपने जो लिखा उसमें एक चिह्न उल्टा है। हर term का अपना चिह्न होता है। आसान संख्याओं वाला एक example रखकर देखिए कि कौन-सा term गलत है।",
  "other-join":
    "{symbol} की आपकी पंक्ति में जहाँ {needed} चाहिए वहाँ {used} है। Product को sum केवल logarithm बनाता है। पूछिए: यह पंक्ति दोनों में से किसकी है?",
  unfinished:
    "आपकी पंक्ति {symbol} के बराबर है, पर उसमें {used} अब भी है। अगला कदम उसे खोलना है। पंक्ति को {used} के बिना लिखिए।",
  "column-wise":
    "आपका उत्तर column-column गिनता है। यहाँ rows एक के बाद एक आती हैं। पूछिए कि इस entry से पहले कितनी entries हैं।",
  "none-of": "“{answer}” इनमें से कोई नहीं है: {options}। इनमें से एक चुनिए; वही खोजिए जो दिए हुए से मेल खाता है।",
  report:
    "{named} होता तो report में “{would}” लिखा होता। लिखा है “{says}”। वह गलती खोजिए जो ठीक यही निशान छोड़ती है।",
  locked: "हल तब खुलता है जब उत्तर सही हो, या तीन अलग-अलग उत्तर जाँचे जाकर गलत निकलें। अब तक: {count}।",
  M01: "{symbol} आगे {count} nodes में जाता है और आपका derivative एक ही रास्ता लेता है। सब रास्तों के योगदान जुड़ते हैं। हर रास्ते का गुणनफल लिखिए, फिर जोड़िए।",
  M02: "एक रास्ते पर गुणा होता है, रास्तों के बीच जोड़। आपकी पंक्ति दो रास्तों को गुणा करती है।",
  M03: "{symbol} पर दूसरी बार आने से पहला योगदान मिट गया। हर gradient 0 से शुरू करके जोड़ते जाइए।",
  "M03-unreset":
    "पिछले steps के gradient अब भी आपके step में जुड़े हैं। हर step को अपने ही parameters पर gradient चाहिए। हर backward pass से पहले हर gradient को 0 से शुरू कीजिए।",
  M04: "{product} में {symbol} बदलने से परिणाम {partner} गुना बदलता है। एक factor को स्थिर रखकर पूछिए: बदलाव को क्या गुणा करता है?",
  M05: "आपका {symbol} {count} bias वाले weighted sum से मिलता है। Bias, या ones का column, एक ही बार लीजिए।",
  M06: "{input} बढ़ने पर आपका activation घटता है। Exponent का चिह्न जाँचिए।",
  M07: "{symbol} का shape {got} है, पर rows उसी layer के neurons होने चाहिए। Row k में neuron k में आने वाले weights होते हैं।",
  M08: "आपके loss में log का base अलग है, या {label} और {prediction} की जगह बदल गई है। Model का output natural log के अंदर जाता है; label तय करता है कि कौन सा पद गिना जाए।",
  M09: "माप सही, चिह्न उल्टा। Loss के आगे minus है, और 1 − {prediction} का derivative −1 है। सोचिए: {symbol} बढ़ाने से loss बढ़ना चाहिए या घटना?",
  "M09-term":
    "एक चिह्न उल्टा है: खोलकर लिखने पर आपकी पंक्ति में पद {term} है; बाकी ठीक है। Loss के आगे minus है, और 1 − {prediction} का derivative −1 है। सोचिए: यह पद इनमें से किस minus से होकर आता है?",
  M10: "आप {output} के derivative पर रुक गए। Parameters {output} तक केवल {symbol} से होकर पहुँचते हैं: chain का एक factor और चाहिए।",
  M11: "Factor {factor} आपकी पंक्ति में एक बार ज़्यादा है। छोटे रूप में वह कट चुका है। फिर गुणा करने से वह दो बार गिना जाता है।",
  M12: "आपकी पंक्ति {output} से loss तक जाती है। {symbol} तक पहुँचने के लिए activation से गुज़रिए। {symbol} पर उसके derivative से elementwise गुणा कीजिए।",
  M13: "आपका factor {variant} के बराबर है। इस layer में activation का derivative {symbol} पर लिया जाता है। उसे परिभाषा से लिखिए।",
  M14: "जहाँ {needed} चाहिए वहाँ आपने {used} लिखा है। Entry-दर-entry के लिए ⊙, जो .* से लिखा जाता है; जहाँ हर neuron का योगदान है वहाँ matrix product, जो * से।",
  M15: "{symbol} अपनी layer की error को layer में आई राशि से जोड़ता है; आपने {used} लिया। Forward pass में {weight} को किससे गुणा किया गया था?",
  M16: "आपका परिणाम ठीक m = {count} गुना बड़ा है। {loss} की परिभाषा में 1/m है।",
  M17: "ठीक 1/m गुना छोटा है, m = {count}। तय कीजिए कि mean कहाँ (एक बार) आता है।",
  "M17-errors":
    "इस 1/m के साथ {symbol} एक-एक example की error होता। इस board पर वह {loss} का derivative है, जिसमें 1/m पहले से है। अगर आपका मतलब errors से है, तो पहले एक पंक्ति में लिखिए कि {symbol} क्या है।",
  M18: "{weight} सब examples का साझा है, इसलिए उसका gradient columns पर जुड़कर {want} बनता है। आपका {got} है।",
  M19: "Transpose छूट गया है या गलत factor पर है; {symbol} का shape {want} है। एक entry को sum के रूप में लिखकर indices से क्रम पढ़िए।",
  M20: "Backward pass में forward pass वाला {weight} ही लगता है। पहले सब gradients निकालिए, फिर update कीजिए।",
  M21: "कदम gradient के साथ ऊपर जा रहा है। {symbol} को gradient के विरुद्ध चलना है। चिह्न जाँचिए।",
  M22: "{symbol} का नया मान {what} है। Update में learning rate गुणा gradient घटाया जाता है। पुराना मान, कदम, नया मान लिखिए।",
  M23: "Matrices के रूप में इस क्रम में गुणा नहीं बनता। Scalar chain rule से factors मिलते हैं, क्रम shapes से। {symbol} का shape {want} है।",
  M24: "चौकोर brackets layer का अंक बताते हैं; गोल brackets या नीचे का index example का। आपने {used} लिखा है जहाँ {needed} चाहिए। दोनों को unit 00 की notation table में देखिए।",
  M25: "आपकी पंक्ति में index {index} अब भी है। Mean के बाद कुछ भी एक example पर निर्भर नहीं। {index} पर जोड़िए।",
  M26: "छोटा रूप {prediction} − {label} output के cross-entropy और sigmoid से आता है। Hidden layer का कोई label नहीं। उसे अगली layer से लौटी राशि मिलती है।",
  M27: "आपका {symbol} सही मान का {count} गुना है: दशमलव बिंदु खिसका है। बाद की पंक्तियाँ उससे सही हो सकती हैं। अंत तक 6 अंक रखिए।",
  "M27-rounded":
    "आपका {symbol} दशमलव के {count} अंकों तक सही है, बाकी rounding में खो गया। बाद की पंक्तियाँ यह अंतर आगे ले जाएँगी। अंत तक 6 अंक रखिए।",
  M28: "Backpropagation gradients पर समाप्त होता है; अभी कोई parameter नहीं बदला। Update अलग कदम है।",
  M29: "बराबर rows होने पर हर hidden neuron को एक ही gradient मिलता है, इसलिए वे बराबर रहते हैं। बराबरी को क्या तोड़ेगा?",
  M30: "Gradient बताता है कि weight की इकाई बदलाव पर loss कितना बदलता है, केवल इसी बिंदु पर।",
  M31: "छोटे h पर मापे गए gradient की error फिर बढ़ती है। (L(θ+h) − L(θ−h))/2h लीजिए और सापेक्ष तुलना कीजिए।",
  M32: "आपने लिखा कि {loss} के साथ {symbol} कैसे बदलता है। चाहिए: {symbol} के साथ {loss} कैसे बदलता है। Fraction को उलटिए।",
};
