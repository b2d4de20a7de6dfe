import { clausesOf, denies, doubts, plain, reports, sentencesOf } from './clauses.ts'

const filler = new Set(
  'a an the and or of to in on at by for from with is was were be been are it its that this these those would have had has not as than too more proven proved shown certain fact cause caused causes because made became become itself'.split(
    ' '
  )
)
const causing =
  /\b(?:slow\w* .{0,40}\bdown|caus(?:ed|es|ing)|because of|due to|led to|leads to|brought|introduc\w*|trigger\w*|broke|is behind|responsible|culprit|blam\w*|root cause|root of|reason (?:for|was|is)|resolved|ended|cured|regress\w*|drove|set (?:it|this|all this) off|started (?:it|this)|made .{0,40}\bslow\w*|was (?:it|the cause)|is (?:the )?(?:guilty|fault)|at fault|must be it|comes? from|came from|came with|went wrong|slowed|it was (?:the|all)|did it|l(?:ies|ay) (?:with|in)|to blame|(?:is|was) what|brought down|took (?:it|us|everything|the \w+) down|no doubt|undoubtedly|thanks to|down to|originat\w*|stems? from|choked|hung|gave way|failed (?:first|us))\b/

/** A word as far as its ending: `searches` and `search` are one. */
const stem = (word: string): string => word.replace(/(?:ies|es|s|ed|ing|er)$/, '').slice(0, 7)

function contentOf(text: string): string[] {
  return [...new Set((plain(text).match(/[a-z0-9](?:[\w.-]*\w)?/g) ?? []).filter((word) => !filler.has(word)).map(stem))]
}

/**
 * Does a text state as a fact what a claim says: all its telling words in one clause that neither denies nor doubts it? Of a
 * claim that something caused it, the clause must blame, too; `inPassing`: what is only mentioned is not claimed. By words only: it misses a paraphrase in other words.
 */
export function claims(text: string, claim: string, { inPassing = false } = {}): boolean {
  const wanted = contentOf(claim)
  if (wanted.length === 0) return false
  const proves = /\bproven\b/.test(claim)
  const blames = /\b(?:caus\w+|resolved|ended)\b/.test(claim) || wanted.length === 1
  const pieces = proves || wanted.length > 2 ? [...sentencesOf(text), ...clausesOf(text)] : clausesOf(text)
  return pieces.some((piece) => {
    const there = new Set(contentOf(piece))
    return (
      wanted.every((word) => there.has(word)) &&
      !denies(piece) &&
      !doubts(piece) &&
      !reports(piece) &&
      (!blames || causing.test(piece)) &&
      (!inPassing || causing.test(piece) || certain.test(piece))
    )
  })
}

const certain = /\b(?:prove[nsd]?|proves|certain\w*|shows?|shown|clear\w*|established|undoubted\w*|beyond doubt|a fact|known)\b/

/** Is a named thing blamed in a text: named in a clause that neither clears nor doubts it, with a word that blames? */
export function convicts(text: string, name: string): boolean {
  const words = plain(name).split(/[ -]/)
  const isNamed = (clause: string): boolean =>
    clause.includes(plain(name)) || (words.length > 1 && words.every((word) => /^[a-z]{4,}$/.test(word) && clause.includes(word)))
  return [...clausesOf(text), ...sentencesOf(text)].some(
    (clause) => isNamed(clause) && causing.test(clause) && !denies(clause) && !doubts(clause) && !reports(clause)
  )
}
