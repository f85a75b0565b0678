/* Tokens: the words that texts are found by, the same as tokens.py makes; see there for why. */

const RUN = new RegExp(`[${LETTERS}][${LETTERS}'.,-]*`, "gu");
const CJK_RUN = new RegExp(`[${CJK}]+|[^${CJK}]+`, "gu");
const IS_CJK = new RegExp(`^[${CJK}]`, "u");
const IS_ASCII = /^[\x00-\x7f]*$/;
const TEX_STYLE =
  /\\(?:text|math|emph|rm|it|bf|sc|tt|em|mbox|hbox|left|right|operatorname|cite|ref)[a-z]*/g;
const LONGEST_TOKEN = 40;

function withoutTex(text) {
  if (/[+#]/.test(text)) text = text.replaceAll("c++", "cplusplus").replaceAll("c#", "csharp");
  if (!/[\\{}$^_]/.test(text)) return text;
  text = text.replace(TEX_STYLE, " ").replaceAll("\\ell", " l");
  text = text.replace(/([a-z])_\{?(?=[0-9])/g, "$1").replaceAll("\\", " ").replace(/[{}$^]/g, "");
  return text.replace(/_([0-9])/g, "$1").replaceAll("_", "-");
}

const runs = (text) => withoutTex(fold(text)).match(RUN) || [];

function piecesOf(run) {
  run = run.replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, "$1").replace(/[.,](?![0-9])/g, " ");
  return run.replace(/(^|[^0-9])[.,]/g, "$1 ").split(" ").filter(Boolean).map(withoutApostrophes);
}

function withoutApostrophes(piece) {
  piece = piece.replace(/^'+|'+$/g, "");
  return (piece.endsWith("'s") ? piece.slice(0, -2) : piece).replaceAll("'", "");
}

const signsOf = (text) => Array.from(text);
const cutToken = (text) =>
  text.length <= LONGEST_TOKEN ? text : signsOf(text).slice(0, LONGEST_TOKEN).join("");

function isJoined(parts) {
  if (parts.length < 2 || parts.length > 3) return false;
  if (signsOf(parts[0]).length <= 5) return true;
  return parts.slice(1).some((end) => signsOf(end).length <= 2 || /^[0-9]/.test(end));
}

function tokensOfPart(part) {
  if (IS_ASCII.test(part)) return [cutToken(part)];
  const found = [];
  for (const run of part.match(CJK_RUN)) {
    const signs = signsOf(run);
    if (IS_CJK.test(run) && signs.length > 1) {
      for (let at = 0; at + 1 < signs.length; at++) found.push(signs[at] + signs[at + 1]);
    } else found.push(cutToken(run));
  }
  return found;
}

/** Return a run's pieces: `{ joined: "gpt4" or "", parts: ["gpt", "4"] }`. */
function compoundsOf(run) {
  return piecesOf(run).map((piece) => {
    const parts = piece.split("-").filter(Boolean);
    const joined = isJoined(parts) ? cutToken(parts.join("")) : "";
    return { joined, parts: parts.flatMap(tokensOfPart) };
  });
}

/** Return the tokens of a text, each with its place: `[["gpt4", 0], ["gpt", 0], ["4", 1]]`. */
function tokens(text) {
  const found = [];
  let place = 0;
  for (const { joined, parts } of runs(text).flatMap(compoundsOf)) {
    if (joined) found.push([joined, place]);
    for (const part of parts) found.push([part, place++]);
  }
  return found;
}

const plainTokens = (text) => tokens(text).map(([token]) => token);
