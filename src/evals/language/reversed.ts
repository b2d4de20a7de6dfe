import { clausesOf, sentencesOf } from './clauses.ts'

const backward =
  /\b(?:because(?: of)?|since|due to|owing to|as a result of|caused by|on account of|(?:a |the |an? \w+ )?(?:consequence|result|effect|outcome|by-product|product) of|stems? from|comes? from|follow(?:s|ed) from|driven by|triggered by|in the wake of|(?:once|whenever|when|as soon as|as long as|after)(?= (?:the|all|an?|every|no|connections|threads|requests|pool)\b))\b/
const forward =
  /\b(?:so that|and so|so(?! (?:many|much|few|long|little|slow))|that (?=slow)|therefore|hence|thus|which|thereby|until|(?:and|only) then|after (?:that|which)|afterwards|in turn|leads? to|led to|leading to|caus(?:ed|es|ing)|made|makes|making|result(?:ed|s|ing) in|drove|drives|driving|pushed|forced|produced|triggered|brought|starv(?:ed|es|ing))\b/g
/** What is done to the work itself: no further word of slowness is needed. */
const worsening =
  /\b(?:slow(?:ed|s|ing)? (?=(?:down )?(?:the|every|each|all|its|our|any)\b)|stretch(?:ed|es|ing)?|lengthen(?:ed|s|ing)?|delay(?:ed|s|ing)?|prolong(?:ed|s|ing)?|inflat(?:ed|es|ing)|drag(?:ged|s)?|dr(?:ew|aw|aws) out|chok(?:ed|es|ing)|empt(?:ied|ies|ying)|evict(?:ed|s|ing)|fill(?:ed|s)? up)\b/

interface Pair {
  readonly cause: string
  readonly effect: string
  /** The effect is a worsening by its verb. */
  readonly worse?: boolean
}

/** What a text says causes what, as far as its connectives, its order in time and its verbs tell. */
function causalPairs(text: string): Pair[] {
  const sentences = sentencesOf(text)
  const across = sentences.flatMap((sentence, at): Pair[] => {
    const pairs = [...sentence.matchAll(forward)].map((on) => ({
      cause: meant(sentence.slice(0, on.index), sentences[at - 1]),
      effect: sentence.slice(on.index + on[0].length)
    }))
    const back = backward.exec(sentence)
    if (!back) return pairs
    const rest = sentence.slice(back.index + back[0].length)
    const comma = rest.indexOf(',')
    if (back.index < 6 && comma > 0) return [...pairs, { cause: rest.slice(0, comma), effect: rest.slice(comma + 1) }]
    return [...pairs, { cause: rest, effect: sentence.slice(0, back.index) }]
  })
  const clauses = clausesOf(text)
  const within = clauses.flatMap((clause, at): Pair[] => {
    const verb = worsening.exec(clause)
    if (!verb) return []
    const cause = meant(clause.slice(0, verb.index), clauses[at - 1])
    return [{ cause, effect: clause.slice(verb.index + verb[0].length), worse: true }]
  })
  return [...across, ...within]
}

/** "That slowed it" speaks of what was said before. */
const meant = (cause: string, before = ''): string =>
  /^\s*(?:(?:and )?(?:that|this|which|it|all this))?\s*$/.test(cause) ? before : cause

const shortage =
  /\b(?:exhaust\w*|waiting|queu\w+|saturat\w*|full|overload\w*|ran out|ran dry|run(?:s|ning)? (?:out|dry|short)|drained|(?:few|no|lack of) (?:free )?(?:connections|threads)|(?:connections|threads|workers|processes) (?:were|are|had) (?:all )?(?:gone|busy|taken|used up)|(?:pool|queue) (?:was|is|had|being|emptied|ran|went)|empty pool|timed out|time-?outs?|errors)\b/
const work =
  /\b(?:slow\w*|longer|(?:so|too|that) long|pil(?:e|es|ed) up|take long|took (?:long|half|tens|a minute|minutes|seconds)|seconds|miss(?:es|ed|ing)?|empt\w*|evict\w*|lost|leak\w*|(?:not|never) (?:be )?(?:returned|released|given back|closed|found))\b/
const emptied = /\b(?:pool|queue)\b[^,;]{0,20}\bempt\w*|\bempty pool\b/g

/** Does a text have the shortage make the work slow, where the work makes the shortage? */
export function blamesEffect(text: string, component: (text: string) => boolean): boolean {
  return causalPairs(text).some(
    ({ cause, effect, worse }) =>
      shortage.test(cause) &&
      !/\b(?:nobody|(?:was|were|is|are|had) not)\b/.test(cause) &&
      !component(cause) &&
      !work.test(cause.replaceAll(emptied, ' ')) &&
      (worse === true || work.test(effect)) &&
      component(effect)
  )
}
