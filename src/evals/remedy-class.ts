import type { RemedyClass } from '../domain/index.ts'

const resource =
  'pools?|connections?|instances?|servers?|machines?|nodes?|hosts?|pods?|cpus?|cores?|processors?|memory|ram|heap|replicas?|threads?|workers?|capacity|headroom|tiers?|cluster|disks?|storage|iops|quota|bandwidth|cache(?: size| memory)|database size|envelope|footprint|plan size'
const more =
  'increas\\w*|rais\\w*|add(?:ing|ed|itional)?|larger|bigger|more|extra|doubl\\w*|tripl\\w*|upgrad\\w*|uplift\\w*|expand\\w*|extend\\w*|grow\\w*|enlarg\\w*|provision\\w*|scal\\w+|right-?siz\\w*|resiz\\w*|bump\\w*|boost\\w*|generous|elastic\\w*|auto-?scal\\w*|vertical\\w*|horizontal\\w*|serverless'

const rules: readonly (readonly [RemedyClass, RegExp])[] = [
  [
    'revert',
    /\b(revert\w*|roll(ed|ing)?[- ]?back|undo\w*|put(ting)? (\w+ ){0,4}back|back to (its|the) (former|old|previous)|restor\w+ (the|its) (old|former|previous|earlier)|switch(ing)? off the (flag|feature))\b/
  ],
  [
    'scale',
    new RegExp(
      `\\b(${more})\\b[^.;]{0,60}\\b(${resource})\\b|\\b(${resource})\\b[^.;]{0,40}\\b(${more})\\b|\\bautoscal|\\bscale (out|up|horizontally|vertically)|\\b(give|giv\\w+|provide)\\b[^.;]{0,60}\\bcapacity\\b|\\bheadroom\\b`
    )
  ],
  ['restart', /\b(restart\w*|reboot\w*|recycl\w*|kill\w* (the )?(session|connection|process|pod)|bounce|liveness)\b/],
  [
    'limit-load',
    /\b(rate[- ]?limit\w*|throttl\w*|shed\w*|circuit[- ]?breaker|back-?off|waiting room|admit\w*|admission|turn\w* away|come back later|queue (at|in front)|bulkhead|time-?out|block\w* (the )?(client|crawler|bot|network|address))\b/
  ],
  ['observe', /\b(alert\w*|monitor\w*|dashboard|observ\w*|watch\w*|log (the|every)|measure\w*|trac(e|ing)\b)/]
]

/** Lower case, with names in camel or snake case taken apart: `maximumPoolSize` blames a pool too. */
function words(text: string): string {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
}

/**
 * What a remedy does, from its words: graders never take the class that an answer claims for itself. Undoing comes before
 * scaling (putting a wrongly lowered limit back is no scaling), and whatever is none of these acts on the cause.
 */
export function remedyClassOf(action: string): RemedyClass {
  const text = words(action)
  return rules.find(([, pattern]) => pattern.test(text))?.[0] ?? 'fix-cause'
}

/** Does a sentence name a resource's size as the reason? */
export function blamesResource(sentence: string): boolean {
  const text = words(sentence)
  const lack =
    'too (small|few|little|low)|insufficient|not enough|under-?(sized|provisioned|powered)|undersiz\\w*|inadequate|ran out of|run(ning)? out of|out of|lack(s|ed|ing)?|sub-?optimal|exceed\\w* capacity|poor capacity planning|outgr[eo]w\\w*'
  return new RegExp(
    `\\b(${lack})\\b[^.;]{0,50}\\b(${resource})\\b|\\b(${resource})\\b[^.;]{0,50}\\b(${lack})\\b|\\bcapacity planning\\b`
  ).test(text)
}

/** Does a mechanism only say its symptom again: a resource ran out because it ran out? */
export function isCircular(mechanism: string): boolean {
  const text = words(mechanism)
  const blame = /\b(because|since|as|due to|caused by|when)\b(.*)$/.exec(text)
  if (!blame) return text.trim().length < 15
  const exhausted =
    /\b(exhaust\w*|ran out|run out|full|saturat\w*|no (free|available)|no (\w+ )?(was|were) (free|available|left))\b/
  const before = text.slice(0, blame.index)
  const holders = /\b(hold|held|holding|keeps?|kept|leak|never (returned|released)|slow|lock|retry|scan|expir|deadlock)\w*/
  return exhausted.test(before) && exhausted.test(blame[2] ?? '') && !holders.test(text)
}
