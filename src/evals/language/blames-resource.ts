import { clausesOf, denies } from './clauses.ts'
import { resource } from './resources.ts'

const lack =
  '(?:(?:far |much |simply |just )?too (?:small|few|little|low|tight|weak|modest|slow for)|insufficient\\w*|inadequa\\w*|not (?:big|large|generous|wide|strong|powerful) enough|not (?:have )?enough|under-?(?:sized|provision\\w*|powered|specified|dimension\\w*|scaled|resourced)|undersiz\\w*|short(?:age)? of|lack(?:s|ed|ing)?(?: of)?|starv\\w* (?:of|for)|sub-?optimal\\w*|mis-?siz\\w*|constrain\\w*|outgr[eo]w\\w*|exceed\\w*|overcommitted|over-?subscrib\\w*|at (?:its|their|the) (?:limit|ceiling)|never enough|no longer enough|(?:two |a |some )?sizes? short|cannot (?:serve|carry|bear|handle|take|hold)|(?:has|had|have) (?:out)?grown(?: out of)?|beyond|could not (?:keep up|cope)|cannot (?:keep up|cope)|ran out of|run(?:ning)? out of|out of|(?:not|never|hardly) (?:sized|dimensioned|built|designed|provisioned|scaled|made|meant|laid out|planned) for|no (?:slack|reserves?|spare|margin|buffer|elasticity|room|more (?:room|breath))|stretched|(?:too )?thin(?:ly)?|at (?:its|their|the) (?:end|edge)|end of (?:its|their) (?:life|tether)|the bottleneck|(?:for|in) (?:want|need) of|(?:wants?|wanted|needs?|needed) (?:more|larger|bigger|another)|hungry for|depriv\\w* of|scarc\\w*|meagre|scant\\w*|skimp\\w*|frugal\\w*|more than|sized for|dimensioned for|runway|hit (?:its|their|the|a) (?:natural |own |hard )?(?:ceiling|limit|wall))'
const shortage = new RegExp(
  `\\b${lack}\\b[^.;]{0,50}\\b${resource}\\b|\\b${resource}\\b[^.;]{0,50}\\b${lack}|\\b${resource}(?:'s)? (?:size|sizing|configuration|settings|dimensioning|allocation|shortage|deficit)\\b|\\b(?:size|sizing) of (?:the |our |its )?(?:\\w+ ){0,2}${resource}\\b|\\b(?:small|narrow|tight|modest|tiny|low|little) (?:\\w+ )?${resource}\\b|\\bcapacity planning\\b|\\b(?:\\d+|ten|twenty|thirty|forty|two|four|they|there) (?:were|was|are|is) (?:never|not|no longer) enough\\b|\\bno headroom\\b|\\b(?:under-?sized|undersiz\\w*|under-?provision\\w*|under-?powered|under-?dimension\\w*|under-?resourced)\\b|\\black of (?:\\w+ )?(?:headroom|elasticity|capacity)\\b`
)
const demand =
  /\b(?:demand|load|traffic|visitors|volume|usage|footfall|peak|rush|users|requests|everybody|people)\b[^.;]{0,50}\b(?:exceed\w*|outgr[eo]w\w*|outstrip\w*|overwhelm\w*|surg\w*|spik\w*|unprecedented|overload\w*|too (?:much|many|high|heavy)|beyond|(?:more|higher|heavier|busier) than|swamp\w*|flood\w*|than (?:it|the \w+) (?:can|could))\b|\b(?:surge|spike|unprecedented|overwhelm\w*|overload\w*|swamped|flood|rush|peak|growth|record|too (?:many|much)|excess(?:ive)?)\b[^.;]{0,30}\b(?:demand|load|traffic|visitors|volume|usage|users|requests|people)\b/

/** "Not big enough" holds a denial of its own, which says nothing about the clause. */
const ownDenial =
  /\bnever enough\b|\bno longer enough\b|\bcannot (?:serve|carry|bear|handle|take|hold)\b|\bnot (?:(?:big|large|generous|wide|strong|powerful) )?(?:have )?enough\b|\bno headroom\b|\b(?:could not|cannot) (?:keep up|cope)\b/g

const said = (text: string, pattern: RegExp): boolean =>
  clausesOf(text).some((clause) => pattern.test(clause) && !denies(clause.replaceAll(ownDenial, ' ')))

/** Does a sentence name a resource's size as the reason? */
export const blamesResource = (sentence: string): boolean => said(sentence, shortage)

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
