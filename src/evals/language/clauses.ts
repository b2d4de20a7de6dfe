/** Lower case, with names in camel or snake case taken apart (`maximumPoolSize` blames a pool too), quotes and dashes made plain. */
export function plain(text: string): string {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[“”"`*]/g, ' ')
    .replaceAll(/[–—]/g, ' ; ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

const boundary =
  /[.!?]+(?=\s|$)|[;,()\n]|:(?!\d)|\band (?=this |that |it |then )|\b(?:but|whereas|although|though|while|yet|however|instead of|rather than)\b/

/** The pieces of a text in which one thing is said: as far as a "not" reaches. "Instead of" and "rather than" deny what follows. */
export function clausesOf(text: string): string[] {
  return plain(text)
    .replaceAll(/\b(instead of|rather than)\b/g, ', not')
    .split(boundary)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
}

/** Whole sentences, in plain form. */
export function sentencesOf(text: string): string[] {
  return plain(text)
    .split(/[.!?]+(?=\s|$)|[;\n]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

const denial =
  /\b(?:not|no|never|neither|nor|none|nothing|without|cannot|unlike|innocent\w*|unrelated|irrelevant|coinciden\w*|harmless|cleared|exonerat\w*|rul(?:ed|es|ing) out|excluded?|refuted?|contradict\w*|red herring|wrong(?:ly)?|false|myth|misleading|unaffected|unchanged|flat|steady|in vain)\b|n't\b/
const doubt =
  /\b(?:may|might|could|possibl[ey]|perhaps|likely|unlikely|probabl[ey]|suspect\w*|suspicion|hypothes\w*|unproven|unknown|unclear|uncertain|whether|if|candidate|conjecture|guess\w*|remains? open|left open|to be (?:checked|confirmed|shown)|would need)\b/

const reported =
  /\b(?:someone|somebody|some|they|he|she|team|manager|supplier|brief|readme|notes?|people|director|head|developers?|colleagues?|everybody|everyone|it was|we were)\b.{0,30}\b(?:propos\w*|suggest\w*|says?|said|thinks?|thought|believ\w*|claim\w*|suspect\w*|wants?|wanted|asks?|asked|swears?|assum\w*|tempting|told|hope\w*)\b|\b(?:looked|looks|seem\w*|appear\w*) (?:like|as|to|too)\b|\bas if\b|\baccording to\b|\btempting\b/

/** Does the clause only tell what somebody else says, or what it looked like? */
export const reports = (clause: string): boolean => reported.test(clause)
/** Does the clause say that it is not so? */
export const denies = (clause: string): boolean => denial.test(clause)
/** Does the clause only say that it may be so? */
export const doubts = (clause: string): boolean => doubt.test(clause.replaceAll(ownDoubt, ' '))
/** What could not be done is no guess. */
const ownDoubt = /\bcould not\b|\b(?:than|what)\b.{0,30}\bcould\b/g

const asking =
  /\b(?:should|must|needs?|needed|ought|has to|have to|recommend\w*|propos\w*|suggest\w*|advis\w*|please|let us|requires?|recommendation|(?:what|which)\b.{0,30}\bhelp(?:s|ed)?|we ask|approv\w*|request\w* (?:the|that)|the (?:answer|cure|fix|solution|remedy) is)\b/
const imperative =
  /^(?:then |so |therefore |simply |just |also )?(?:increase|raise|add|buy|order|procure|purchase|double|triple|upgrade|scale|provision|get|give|move|migrate|right-?size|expand|extend|enlarge|boost|invest|size|keep|switch|go|put|rent|allow)\b/

/** Does a sentence ask for something, and not only tell what was or would have been? */
export const asksFor = (sentence: string): boolean =>
  !/^(?:if|whoever|should anybody|were|had)\b/.test(sentence) &&
  (asking.test(sentence.replaceAll(/\b(?:than|as|what) (?:\w+ ){1,2}should\b/g, ' ')) ||
    sentence.split(/: |, /).some((part) => imperative.test(part.trim())))

const passing = /\b(?:stop-?gap|temporar\w*|meanwhile|for now|time-?boxed|until|in the short term|tide)\b/

/** Does a text call what it asks for a stop-gap? */
export const stopGap = (text: string): boolean => passing.test(plain(text))
