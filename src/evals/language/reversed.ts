import { plain } from './clauses.ts'

const backward =
  /\b(?:because(?: of)?|since|due to|owing to|as a result of|caused by|on account of|a consequence of|stems? from|comes? from|driven by|triggered by)\b/
const forward =
  /\b(?:so that|and so|so|that (?=slow)|therefore|which|thereby|until|leads? to|led to|leading to|caus(?:ed|es|ing)|made|makes|making|slow(?:ed|s|ing) (?:down )?(?=the|every|each|all)|result(?:ed|s|ing) in|drove|drives|driving|pushed|forced|produced|triggered|brought|starv(?:ed|es|ing))\b/

/** A sentence as what causes what, as far as its connectives tell. */
export function causalPairs(text: string): { readonly cause: string; readonly effect: string }[] {
  const sentences = plain(text)
    .split(/[.!?](?=\s|$)/)
    .map((sentence) => sentence.trim())
  return sentences.flatMap((sentence) => {
    const back = backward.exec(sentence)
    if (back?.index === 0) {
      const [cause = '', ...effect] = sentence.slice(back[0].length).split(',')
      return [{ cause, effect: effect.join(',') }]
    }
    if (back) return [{ cause: sentence.slice(back.index + back[0].length), effect: sentence.slice(0, back.index) }]
    const on = forward.exec(sentence)
    return on ? [{ cause: sentence.slice(0, on.index), effect: sentence.slice(on.index + on[0].length) }] : []
  })
}

const shortage =
  /\b(?:exhaust\w*|waiting|queu\w+|saturat\w*|full|overload\w*|ran out|run(?:s|ning)? out|(?:few|no|lack of) (?:free )?(?:connections|threads)|timed out|time-?outs|errors)\b/
const work =
  /\b(?:slow\w*|longer|take long|took long|seconds|miss(?:es|ed|ing)?|empt\w*|evict\w*|lost|leak\w*|(?:not|never) (?:be )?(?:returned|released|given back|closed|found))\b/

/** Does a text have the shortage make the work slow, where the work makes the shortage? */
export function blamesEffect(text: string, component: (text: string) => boolean): boolean {
  return causalPairs(text).some(
    ({ cause, effect }) =>
      shortage.test(cause) && !component(cause) && !work.test(cause) && work.test(effect) && component(effect)
  )
}
