import { blamesDemand, findsTooSmall } from './blames-resource.ts'
import { clausesOf, denies, doubts, plain, reports, sentencesOf } from './clauses.ts'

const filler = new Set(
  'a an the and or of to in on at by for from with is was were be been are it its that this these those would have had has not as than too more proven proved shown certain fact cause caused causes because made became become itself resolved ended removed would'.split(
    ' '
  )
)
const causing =
  /\b(?:slow\w* .{0,40}\bdown|caus(?:ed|es|ing)|because of|due to|led to|leads to|brought|introduc\w*|trigger\w*|broke|is behind|responsible|culprit|blam\w*|root cause|root of|reason (?:for|was|is)|resolved|ended|cured|regress\w*|drove|set (?:it|this|all this) off|started (?:it|this)|made .{0,40}\bslow\w*|was (?:it|the cause)|is (?:the )?(?:guilty|fault)|at fault|must be it|comes? from|came from|came with|went wrong|slowed|it was (?:the|all)|did it|l(?:ies|ay) (?:with|in)|to blame|(?:is|was) what|brought down|took (?:it|us|everything|the \w+) down|no doubt|undoubtedly|thanks to|down to|originat\w*|stems? from|choked|hung|gave way|fill(?:ed|s)|ma(?:de|kes) .{0,40}\b(?:dear|heav|cost|expensive|long)\w*|ate|eats|burn(?:ed|s|t)|drain(?:ed|s)|block(?:ed|s)|lengthen\w*|stretch\w*|exhaust\w*|overload\w*|swamp\w*|tipped|knocked|spoil\w*|corrupt\w*|overr[ua]n|ha(?:s|d|ve) a (?:hand|share) in|played (?:a|its) part|contribut\w*|would have (?:spared|saved|prevented|avoided)|set (?:it|this) (?:going|in motion)|began with|carr(?:ied|ies) the (?:fault|defect|bug)|failed (?:first|us))\b/
const ending =
  /\b(?:resolv\w*|end(?:ed|s|ing)?|cur(?:ed|es|ing)|fixed|solved|stopped|help(?:ed|s)|heal\w*|restor\w*|recover\w*|quiet (?:since|again|ever)|did the trick|put an end|brought (?:it|the service|everything|us) back|(?:was|is|were|went|been|became) (?:over|well|normal|fine|quiet|gone)|all (?:was|is) well|worked|back to normal|remov\w*|prevent\w*|avoid\w*|sav(?:ed|ing)|did it|the cure|proof|it went away)\b/
const certain =
  /\b(?:prove[nsd]?|proves|proof|certain\w*|shows?|shown|clear(?:ly)?|establish\w*|undoubted\w*|(?:beyond|without|no) (?:a |any )?(?:doubt|question)|a fact|known|demonstrab\w*|demonstrated|evident\w*|confirmed|definite\w*|unmistakabl\w*|indisputabl\w*|unquestionabl\w*|must have|we know)\b/

/** What stands on the two sides of these is set against each other. */
const contrast = /\b(?:but|although|though|yet|whereas|however|while|only)\b/

const spelt: Readonly<Record<string, string>> = { two: '2', ten: '10', fifteen: '15', twenty: '20', thirty: '30', forty: '40' }

/** A word as far as its ending: `searches` and `search` are one, and so are `twenty` and `20`. */
const stem = (word: string): string => spelt[word] ?? word.replace(/(?:ies|es|s|ed|ing|er)$/, '').slice(0, 6)

function contentOf(text: string): string[] {
  return [...new Set((plain(text).match(/[a-z0-9](?:[\w.-]*\w)?/g) ?? []).filter((word) => !filler.has(word)).map(stem))]
}

/** What kind of claim it is decides which words state it: a claim is seldom made in its own words. */
interface Claim {
  /** Its telling words. */
  readonly words: readonly string[]
  /** Does a piece of text that is about it state it? */
  readonly states: (piece: string) => boolean
  /** How many of its words must stand in the piece. */
  readonly needed: number
}

function claimOf(claim: string): Claim {
  const words = contentOf(claim)
  if (/\b(?:resolved|ended|would have removed)\b/.test(claim)) {
    // Of something that was set to a figure, the figure is enough: "with twenty it has been quiet since".
    const figures = words.filter((word) => /^\d+$/.test(word))
    const telling = figures.length > 0 ? figures : words
    return { words: telling, states: (piece) => ending.test(piece), needed: Math.ceil(telling.length * 0.6) }
  }
  if (/\b(?:proven|certain)\b/.test(claim)) {
    return { words, states: (piece) => certain.test(piece) || words.length > 1, needed: words.length }
  }
  const blames = /\bcaus\w+\b|\bwas the cause\b/.test(claim) || words.length === 1
  return { words, states: (piece) => !blames || causing.test(piece), needed: words.length }
}

/**
 * Does a text state as a fact what a claim says, in one piece that neither denies nor doubts nor only reports it? Of size and
 * of demand in whatever words, of an end by what is said to have ended it, of all else by its telling words. `inPassing`: what
 * is only mentioned is not claimed.
 */
export function claims(text: string, claim: string, { inPassing = false } = {}): boolean {
  const { words, needed, states } = claimOf(claim)
  if (words.length === 0) return false
  const ends = /\b(?:resolved|ended|would have removed)\b/.test(claim)
  const wide = contentOf(claim).length > 2 || ends || /\bproven\b/.test(claim)
  const whole = sentencesOf(text).filter((sentence) => !ends || !contrast.test(sentence))
  const pieces = (wide ? [...whole, ...clausesOf(text)] : clausesOf(text)).filter(
    (piece) => !denies(piece) && !doubts(piece) && !reports(piece)
  )
  return pieces.some((piece) => {
    const there = new Set(contentOf(piece))
    const said = words.filter((word) => there.has(word)).length >= needed && states(piece)
    return said && (!inPassing || causing.test(piece) || certain.test(piece))
  })
}

/** Does a text blame size or demand, where a claim does? */
export function claimsInOtherWords(text: string, claim: string): boolean {
  const ofDemand = /\b(?:demand|load|people|visitors|traffic)\b.*\b(?:caus|exceed)\w*/.test(claim)
  const same = ofDemand ? blamesDemand : [blamesDemand, findsTooSmall].find((blames) => blames(claim))
  return same !== undefined && clausesOf(text).some((piece) => same(piece) && !doubts(piece) && !reports(piece))
}

/** Is a named thing blamed in a text: named in a clause that neither clears nor doubts it, with a word that blames? */
export function convicts(text: string, name: string): boolean {
  const words = plain(name).split(/[ -]/)
  const isNamed = (clause: string): boolean =>
    clause.includes(plain(name)) || (words.length > 1 && words.every((word) => /^[a-z]{4,}$/.test(word) && clause.includes(word)))
  return [...clausesOf(text), ...sentencesOf(text)].some(
    (clause) => isNamed(clause) && causing.test(clause) && !denies(clause) && !doubts(clause) && !reports(clause)
  )
}
