/** @file What stands in the gaps of messages and is no symbol, in Hindi: problems that parsers and operations report, and words. */

/** English and Hindi; `{1}`, `{2}`, … stand for what is the same in both. */
const HINDI: readonly (readonly [english: string, hindi: string])[] = [
  ["nothing is written; write a formula such as {1}", "कुछ नहीं लिखा है; कोई formula लिखिए, जैसे {1}"],
  [
    "a part is still empty; write something there or delete it",
    "एक भाग अब भी खाली है; वहाँ कुछ लिखिए या उसे मिटाइए",
  ],
  [
    "{1} at place {2} has no meaning here; use {3} and brackets",
    "स्थान {2} पर {1} का यहाँ कोई अर्थ नहीं; {3} और brackets लिखिए",
  ],
  [
    "{1} at place {2} is a method; write * for the product of matrices, .* entry by entry, ' for the transpose",
    "स्थान {2} पर {1} एक method है; matrices के product के लिए *, entry-दर-entry के लिए .*, transpose के लिए ' लिखिए",
  ],
  ["{1} has no meaning here; use {2} and {3}", "{1} का यहाँ कोई अर्थ नहीं; {2} और {3} लिखिए"],
  ["a pair of brackets in {1} is empty; {2}", "{1} में एक जोड़ी brackets खाली है; brackets और चिह्न जाँचिए"],
  ["a bracket of {1} is not closed; {2}", "{1} का एक bracket बंद नहीं हुआ; brackets और चिह्न जाँचिए"],
  [
    "a bracket of {1} is closed and was never opened; {2}",
    "{1} में एक bracket बंद हुआ जो खुला ही नहीं था; brackets और चिह्न जाँचिए",
  ],
  [
    'an "=" stands inside a fraction, brackets or an exponent; {1}',
    'एक "=" किसी fraction, brackets या exponent के भीतर है; brackets और चिह्न जाँचिए',
  ],
  ["{1} is not a formula; check the brackets and signs", "{1} कोई formula नहीं है; brackets और चिह्न जाँचिए"],
  [
    "this one has {1} names, numbers and signs; at most {2} are read, so give its parts names of their own",
    "इसमें {1} नाम, संख्याएँ और चिह्न हैं; अधिक से अधिक {2} पढ़े जाते हैं, इसलिए इसके भागों को अपने नाम दीजिए",
  ],
  [
    "its brackets stand more than {1} deep inside each other; write it with fewer",
    "इसके brackets एक-दूसरे के भीतर {1} से ज़्यादा गहरे हैं; कम से लिखिए",
  ],
  [
    "{1} has no place in a formula; write products, sums and functions",
    "formula में {1} की जगह नहीं; products, sums और functions लिखिए",
  ],
  ["{1} is no function; write a product as {2}", "{1} कोई function नहीं है; product ऐसे लिखिए: {2}"],
  [
    "a setting is a whole number, true or false, as in {1}",
    "setting एक पूर्ण संख्या, true या false होती है, जैसे {1} में",
  ],
  [
    "the left side {1} is no derivative, such as {2} or {3}",
    "बायाँ पक्ष {1} कोई derivative नहीं है, जैसे {2} या {3}",
  ],
  ["cannot read {1}; use letters, {2} and {3}", "{1} पढ़ा नहीं जा सकता; अक्षर, {2} और {3} लिखिए"],
  [
    "{1} takes {2} arguments, got {3}; a setting has its name, as in {4}",
    "{1} के {2} arguments होते हैं, मिले {3}; setting का अपना नाम होता है, जैसे {4} में",
  ],
  [
    "{1} takes {2} argument, got {3}; a setting has its name, as in {4}",
    "{1} का {2} argument होता है, मिले {3}; setting का अपना नाम होता है, जैसे {4} में",
  ],
  ["there is no function {1}; known are {2}", "{1} नाम का कोई function नहीं है; ये हैं: {2}"],
  ["the name {1} is not known here; did you mean {2}?", "नाम {1} यहाँ नहीं है; क्या आपका मतलब {2} था?"],
  ["the name {1} is not known here; known are {2}", "नाम {1} यहाँ नहीं है; ये हैं: {2}"],
  ["{1} is a function; write {2} with brackets", "{1} एक function है; brackets के साथ {2} लिखिए"],
  [
    "a matrix of shape {1} to the power {2} can mean two things; write {3} for each entry, or {4}",
    "shape {1} की matrix की घात {2} के दो अर्थ हो सकते हैं; हर entry के लिए {3} लिखिए, या product के लिए matrices का गुणा",
  ],
  [
    "{1} has no meaning entry by entry; use the derivative of a function such as {2}",
    "{1} का entry-दर-entry कोई अर्थ नहीं; किसी function का derivative लिखिए, जैसे {2}",
  ],
  [
    "matmul: inner sizes differ, {1} × {2}; {3}",
    "matmul: भीतर के sizes अलग हैं, {1} × {2}; पहले के columns दूसरे की rows के बराबर होने चाहिए",
  ],
  [
    "{1}: {2} and {3} do not broadcast; {4}",
    "{1}: {2} और {3} के shapes मेल नहीं खाते; बराबर shapes चाहिए, या जहाँ size 1 हो",
  ],
  ["{1}: there is no axis {2} in {3}; {4}", "{1}: {3} में axis {2} नहीं है; axes 0 से गिने जाते हैं"],
  ["a matrix product", "matrix product"],
  ["a sum", "sum"],
  ["a product", "product"],
  ["a product of all entries", "सब entries का product"],
  ["a power", "power"],
  ["a tensor", "tensor"],
  ["the label", "label"],
  ["the prediction", "prediction"],
  ["the gradient itself", "gradient ही"],
  ["the old one: it did not change", "पुराना ही: वह बदला नहीं"],
  ["the other order", "दूसरा क्रम"],
  ["A matrix of weights", "Weights की matrix"],
  ["turned around in your formula", "आपके formula में उल्टी"],
  ["none", "कोई नहीं"],
];

const PATTERNS = HINDI.map(
  ([english, hindi]) => [pattern(english), hindi.replaceAll(/\{(\d)\}/g, "$$$1")] as const,
);

/** What stands in a gap, in Hindi; unchanged where it is a symbol, a number or nothing that is known. */
export function inHindi(text: string): string {
  const plain = text.replace(/^formula: /, "");
  const found = PATTERNS.find(([each]) => each.test(plain));
  return found === undefined ? text : plain.replace(found[0], found[1]);
}

function pattern(english: string): RegExp {
  const escaped = english.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll(/\{\d\}/g, "(.+?)")}$`, "su");
}
