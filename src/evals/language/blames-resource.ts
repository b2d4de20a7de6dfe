import { clausesOf, denies } from './clauses.ts'
import { resource } from './resources.ts'

const lack =
  '(?:(?:far |much |simply |just )?too (?:small|few|little|low|tight|weak|modest|slow for)|insufficient\\w*|inadequa\\w*|not (?:big|large|generous|wide|strong|powerful) enough|not (?:have )?enough|under-?(?:sized|provision\\w*|powered|specified|dimension\\w*|scaled|resourced)|undersiz\\w*|short(?:age)? of|lack(?:s|ed|ing)?(?: of)?|starv\\w* (?:of|for)|sub-?optimal\\w*|mis-?siz\\w*|constrain\\w*|outgr[eo]w\\w*|exceed\\w*|overcommitted|over-?subscrib\\w*|at (?:its|their|the) (?:limit|ceiling)|never enough|no longer enough|ha(?:s|ve|d) to share|must share|runs? short(?: of)?|ran short(?: of)?|short of|smaller than|fewer than|needs? (?:\\w+ )?more|(?:two |a |some )?sizes? short|cannot (?:serve|carry|bear|handle|take|hold)|(?:has|had|have) (?:out)?grown(?: out of)?|beyond|could not (?:keep up|cope)|cannot (?:keep up|cope)|ran out of|run(?:ning)? out of|out of|(?:not|never|hardly) (?:sized|dimensioned|built|designed|provisioned|scaled|made|meant|laid out|planned) for|no (?:slack|reserves?|spare|margin|buffer|elasticity|room|more (?:room|breath))|stretched|(?:too )?thin(?:ly)?|at (?:its|their|the) (?:end|edge)|end of (?:its|their) (?:life|tether)|the bottleneck|(?:for|in) (?:want|need) of|(?:wants?|wanted|needs?|needed) (?:more|larger|bigger|another)|hungry for|depriv\\w* of|scarc\\w*|meagre|scant\\w*|skimp\\w*|frugal\\w*|more than|sized for|dimensioned for|runway|hit (?:its|their|the|a) (?:natural |own |hard )?(?:ceiling|limit|wall))'
const shortage = new RegExp(
  `\\b${lack}\\b[^.;]{0,50}\\b${resource}\\b|\\b${resource}\\b[^.;]{0,50}\\b${lack}|\\b${resource}(?:'s)? (?:size|sizing|configuration|settings|dimensioning|allocation|shortage|deficit)\\b|\\b(?:size|sizing) of (?:the |our |its )?(?:\\w+ ){0,2}${resource}\\b|\\b(?:small|narrow|tight|modest|tiny|low|little) (?:\\w+ )?${resource}\\b|\\bcapacity planning\\b|\\b(?:\\d+|ten|twenty|thirty|forty|two|four|they|there) (?:were|was|are|is) (?:never|not|no longer) enough\\b|\\bno headroom\\b|\\b(?:under-?sized|undersiz\\w*|under-?provision\\w*|under-?powered|under-?dimension\\w*|under-?resourced)\\b|\\black of (?:\\w+ )?(?:headroom|elasticity|capacity)\\b`
)
/** Too little of whatever: words of lack that need no resource beside them. */
const lackOfAnything = new RegExp(
  [
    'too (?:small|tight|narrow|weak|modest|lean|puny|meagre|cramped|thin|frugal|stingy)',
    'under-?(?:sized|provisioned|powered|specified|dimensioned|scaled|resourced)|undersized',
    'outgr(?:ew|own|ows)|stingy|miserly|spartan|(?:has|had|have) grown out of',
    '(?:so|too|very|with) little (?:room|space|air|slack|reserve|margin)|no (?:headroom|elbow room|breathing space|slack|spare capacity|reserves?|margin)(?! (?:at|in) doubt)',
    '(?:built|made|meant|sized|designed|dimensioned|laid out|cut|bought|intended|planned|provisioned) for (?:less|fewer|half|smaller|quieter|a (?:smaller|quieter|third|quarter|fraction)|other times)',
    '(?:not|never|hardly|no longer) (?:sized|dimensioned|built|designed|provisioned|scaled|made|meant|laid out|planned|bought|intended) for',
    '(?:more|what|than|beyond)\\b[^.;]{0,40}\\b(?:was|were|is|are) (?:bought|built|made|meant|sized|designed|dimensioned|laid out|provisioned|planned|intended) for',
    'than\\b[^.;]{0,30}\\b(?:can|could) (?:serve|carry|bear|handle|take|hold|process|digest|give|offer)|than\\b[^.;]{0,20}\\b(?:offers?|ha(?:s|d|ve) to (?:give|offer))',
    'the right (?:number|size|figure) (?:of|for|to)|(?:be|is|was) the right (?:number|size|figure)',
    '(?:unable|not able) to (?:absorb|carry|keep up|cope|sustain|accommodate)|(?:could|can) ?not (?:absorb|carry|keep up|cope|sustain|accommodate)',
    'beyond (?:its|their) (?:means|capacity|limits|strength)|over-?stretched|over-?taxed|out of its depth',
    `(?:missing|lacking|lacks|lacked|short) (?:is|was|of)? ?(?:\\w+ )?capacity|capacity (?:is|was) (?:missing|lacking|short)`,
    '(?:connections|threads|workers|processes|cores|servers) (?:are|were) (?:too )?few'
  ]
    .map((one) => String.raw`\b(?:${one})\b`)
    .join('|')
)

const demand =
  /\b(?:demand|load|traffic|visitors|visits|volume|usage|footfall|peak|rush|users|requests|everybody|people|arrivals|callers|crowds?|renewals|parents|applicants|customers|residents|citizens|buyers|readers)\b[^.;]{0,50}\b(?:exceed\w*|outgr[eo]w\w*|outstrip\w*|outnumber\w*|outr[au]n\w*|overwhelm\w*|surg\w*|spik\w*|unprecedented|overload\w*|too (?:much|many|high|heavy)|beyond|(?:more|higher|heavier|busier) than|swamp\w*|flood\w*|than (?:it|the \w+) (?:can|could))\b|\b(?:surge|spike|unprecedented|overwhelm\w*|overload\w*|swamped|flood|rush|peak|growth|record|too (?:many|much)|excess(?:ive)?|unusual(?:ly)? (?:many|high|large|number|amount))\b[^.;]{0,30}\b(?:demand|load|traffic|visitors|volume|usage|users|requests|people|arrivals|callers|buyers|readers|residents|parents|applicants)\b|\bmore (?:people|visitors|visits|users|requests|arrivals|parents|applicants|customers|residents|callers)\b[^.;]{0,30}\b(?:than|as ever)\b/

/** "Not big enough" holds a denial of its own, which says nothing about the clause. */
const ownDenial =
  /\bnever enough\b|\bno longer enough\b|\bcannot (?:serve|carry|bear|handle|take|hold)\b|\bnot (?:(?:big|large|generous|wide|strong|powerful) )?(?:have )?enough\b|\bno headroom\b|\b(?:not able to|(?:could|can) ?not) (?:keep up|cope|absorb|carry|sustain|accommodate)\b|\b(?:not|never|hardly|no longer) (?:sized|dimensioned|built|designed|provisioned|scaled|made|meant|laid out|planned|bought|intended) for\b|\bno (?:reserves?|margin|elbow room|breathing space|slack|spare capacity)\b/g

const said = (text: string, pattern: RegExp): boolean =>
  clausesOf(text).some((clause) => pattern.test(clause) && !denies(clause.replaceAll(ownDenial, ' ')))

/** Does a sentence name a resource's size as the reason? */
export const blamesResource = (sentence: string): boolean => said(sentence, shortage) || findsTooSmall(sentence)

/** Does it say outright that something was too small, whatever it was? */
export const findsTooSmall = (sentence: string): boolean => said(sentence, lackOfAnything)

/** Does a sentence name the demand as the reason? */
export const blamesDemand = (sentence: string): boolean => said(sentence, demand)

/** What is given as a reason within a text: after "because", "since", "due to" and the like. */
export function reasonsIn(text: string): string[] {
  return [
    ...text.matchAll(
      /\b(?:because(?: of)?|since|due to|owing to|as a result of|caused by|on account of|stems? from|comes? from)\b([^.;]*)/gi
    )
  ].map(([, reason]) => reason ?? '')
}
