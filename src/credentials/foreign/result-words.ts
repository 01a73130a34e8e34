/**
 * What a test's result says in words, where its issuer writes no code. Words speak only against a person: "positive" is one
 * wherever it stands, and what is no code of a negative result proves no negative one.
 */

/** Beginnings of words for a positive result in the languages of issuers, without accents. */
const positive =
  /\b(?:posit(?!ion)|pozit|dodatn|detect|reactiv|reaktiv|nachgewiesen|pos\b)|θετικ|положител|позитив|ايجاب|양성|阳性|陽性|检出|檢出/;
/** What takes it back: "not detected", "non-reactive", "negative", "false positive". */
const negation =
  /\b(?:no|not|non|none|never|un\w*|neg\w*|nicht|kein\w*|nao|sin|absent|absence|false|free)\b|未|非|无|無|不|阴|陰/;

/** Whether words say that a result is positive. Anything else, also "negative", says nothing here. */
export function saysPositive(text: string): boolean {
  const plain = text
    .slice(0, 200)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
  return positive.test(plain) && !negation.test(plain);
}

/** Whether words name COVID-19 or its virus. */
export function namesCovid(text: string): boolean {
  return /covid|sars[\s-]?cov|2019[\s-]?ncov|新冠|新型冠状/i.test(text.slice(0, 200));
}
