import type { PersonalDataType } from '../../domain/index.ts'

/** One way in which personal data shows in free text. The datum is the group `v`, or the whole match. */
export interface PersonalPattern {
  readonly type: PersonalDataType
  readonly pattern: RegExp
  /** Cheap test that fails for most texts, so that the expression need not run. */
  readonly hint: RegExp | string
  /** Where it matters which digits a text holds, not only that there are some: in the pattern, or in the hint too. */
  readonly digits?: 'pattern' | 'both'
  /** False for what only looks like it. */
  readonly holds?: (value: string, text: string, start: number) => boolean
}

export const name = String.raw`(?:\p{Lu}\.? ){0,2}\p{Lu}[\p{L}'’-]+(?: (?:(?:van|de|der|von|al|bin|la|O') ){0,2}\p{Lu}[\p{L}'’-]+){0,2}`
export const postcode = String.raw`(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})`
export const street =
  '(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Crescent|Court|Gardens|Grove|Place|Terrace|Way|Square|Mews|Hill|Row|Walk|Parade|Green|Rise|View|Wharf|Quay|Cottages?|Buildings|Villas|Meadows?|Croft|Chase|Drove)'

/** In order of precedence: where two overlap, the earlier one stands. */
export const personalPatterns: readonly PersonalPattern[] = [
  { type: 'email', hint: '@', pattern: /[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g },
  {
    type: 'card',
    hint: /\d{13}|\d{4}[ -]\d{4}[ -]/,
    pattern: /(?<![\w.-])(?:\d{4}[ -]){3}\d{1,7}(?![\w-])|(?<![\w.-])\d{13,19}(?![\w.-])/g,
    holds: (value) => isCard(value)
  },
  {
    type: 'bank-account',
    hint: /sort ?code|acc|a\/c|\d\d-\d\d-\d\d[\s,;]|[a-z]{2}\d\d ?[a-z]{4}/i,
    pattern:
      /\bsort\s?code:?\s*(?:is\s+)?\d\d[- ]?\d\d[- ]?\d\d\b(?:[\s,;]*(?:and\s+)?(?:account|acc|a\/c)(?:\s*(?:number|no\.?))?:?\s*(?:is\s+)?\d{6,8}\b)?|\b(?:account|acc|a\/c)\s*(?:number|no\.?):?\s*(?:is\s+)?\d{6,8}\b|\b\d\d-\d\d-\d\d[\s,;]+\d{8}\b|\b[A-Z]{2}\d\d ?[A-Z]{4} ?(?:\d{4} ?){3}\d{2}\b/gi
  },
  {
    type: 'national-insurance',
    hint: /[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]/i,
    pattern:
      /(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z0-9])/gi
  },
  {
    type: 'phone',
    digits: 'both',
    hint: /(?:\+44|0044|\(0|(?<!\d)0[1-9])[\d ()-]{7}/,
    pattern:
      /(?<![\w.:/-])(?:(?:\+44|0044)[ -]?(?:\(0\)[ -]?)?\d{2,5}|\(0\d{2,5}\)|0[1-9]\d{1,4})[ -]?\d{2,4}[ -]?\d{3,4}(?:[ -]?\d{1,4})?(?![\w:-]|\.\d)/g,
    holds: isPhone
  },
  {
    type: 'birth-date',
    hint: /birth|d\.?o\.?b|born/i,
    pattern:
      /\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on)?)(?:\s+(?:is|was|field|turned|as))*\s*[:=(,-]?\s*(?<v>\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{4}[-/]\d\d[-/]\d\d|\d{1,2}(?:st|nd|rd|th)?(?: of)? \p{L}{3,9},? \d{4}|\p{L}{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4})/giu
  },
  {
    type: 'address',
    digits: 'pattern',
    hint: / (?:St|R(?:oad|d|ow)|Av|L(?:ane|n)|Drive|C(?:lose|res|ourt)|G(?:ard|rove|reen)|Pla|Pa|Ter|Wa|Sq|Mews|Hill)/,
    pattern: new RegExp(
      `(?<![\\w-])(?:(?:Flat|Apartment|Apt|Unit) \\w{1,5},? )?\\d{1,4}[A-Za-z]?,? (?:\\p{Lu}[\\p{L}'’-]+ ){1,3}${street}(?![\\p{L}])(?:,? (?:\\p{Lu}[\\p{L}-]+,? ){0,3}${postcode}\\b)?`,
      'gu'
    )
  },
  {
    type: 'postcode',
    digits: 'pattern',
    hint: /\d[A-Za-z]{2}/,
    pattern: new RegExp(`(?<![\\w-])${postcode}(?![\\w-])`, 'g'),
    holds: isPostcode
  },
  {
    type: 'ip',
    digits: 'pattern',
    hint: /\d+\.\d+\.\d+\.\d+/,
    pattern: /(?<![\w.]|[\w)]\/|\bv|version )(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)/g,
    holds: (value) => !/^(?:127\.|0\.|255\.|169\.254\.)/.test(value)
  },
  {
    type: 'ip',
    hint: /::|:(?:[0-9a-f]{1,4}:){6}/i,
    pattern:
      /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})?)(?![\w:])/gi,
    holds: (value) => /[a-f]|::|(?:[^:]+:){7}/i.test(value) && !/^\d\d?(?::\d\d){1,2}:*$/.test(value) && value.length > 6
  },
  {
    type: 'user',
    hint: /user|login|account/i,
    pattern:
      /(?<![\w.])(?:user|user_?name|user_?id|login|logname|ruser|account_?id)\s?[=:]\s?["']?(?<v>[A-Za-z0-9][\w.@\\-]{2,60})/gi,
    holds: isPersonalUser
  },
  {
    type: 'user',
    hint: 'user',
    pattern: /(?<![\w-])(?:for|invalid|unknown|by) user (?<v>[a-z][\w.-]{2,40})/gi,
    holds: isPersonalUser
  },
  {
    type: 'handle',
    hint: '@',
    pattern: /(?<![\w.@/+-])@[A-Za-z]\w{2,29}(?![\w.]*(?:[@(/]|:\S)|\w|\.\w)/g,
    holds: (value) => !annotation.test(value)
  },
  {
    type: 'name',
    hint: /M[rsi]|Dr|C(?:ll|oun)|Sir|Dame|Prof/,
    pattern: new RegExp(`(?<![\\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Cllr|Councillor|Sir|Dame)\\.? (?<v>${name})`, 'gu')
  },
  {
    type: 'name',
    hint: /name|I'm|I am|I’m|called|spoke|this is|caller/i,
    pattern: new RegExp(
      `(?:[Mm]y name is|[Mm]y name's|[Nn]ame:|I am called|[Tt]his is|[Ss]poke (?:to|with)|[Cc]aller was|I(?:'|’| a)m)[ \\t]+(?<v>${name})`,
      'gu'
    ),
    holds: isPersonsName
  },
  {
    type: 'name',
    hint: /^(?:dear|hi|hello)/im,
    pattern: new RegExp(`^(?:Dear|Hi|Hello)\\s+(?<v>${name})(?=\\s*[,!.\\n-])`, 'gmu'),
    holds: isPersonsName
  },
  {
    type: 'name',
    hint: /regards|thanks|thank you|sincerely|faithfully|wishes|cheers/i,
    pattern: new RegExp(
      `(?:[Rr]egards|[Tt]hanks|[Tt]hank you|[Ss]incerely|[Ff]aithfully|[Ww]ishes|[Cc]heers)[,.!]?\\s*(?:\\n\\s*|, |[-–—] ?)(?<v>${name})(?=\\s*(?:$|[\\n.,(-]))`,
      'gmu'
    ),
    holds: isPersonsName
  }
]

/** Java, Python and CSS write annotations with the same sign as handles. */
const annotation =
  /^@(?:log|message|ptr|logStream|logGroup|entity|fields|metadata|Override|Autowired|Component|Service|Transactional|Test|Bean|Deprecated|timestamp|version|media|import|property|param|return|throws|localhost)$/i

/** Luhn's check, and not a counter or an epoch time that happens to pass it. */
function isCard(value: string): boolean {
  const digits = value.replaceAll(/\D/g, '')
  if (digits.length < 13 || digits.length > 19 || !/^[2-6]/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits.at(-1 - i))
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

function isPhone(value: string): boolean {
  const digits = value.replaceAll(/\D/g, '').replace(/^(?:0044|44)0?/, '0')
  return (digits.length === 11 || digits.length === 10) && /^0[1-9]/.test(digits)
}

/** Codes of rooms, jobs and orders look like postcodes too; a space, or the word, makes it one. */
function isPostcode(value: string, text: string, start: number): boolean {
  return value.includes(' ') || /post ?code|address|live[sd]? (?:at|in)/i.test(text.slice(Math.max(0, start - 40), start))
}

const serviceAccounts =
  /^(?:root|admin|administrator|postgres|mysql|nginx|apache|www-data|nobody|system|service|daemon|guest|anonymous|null|none|nil|undefined|unknown|default|user|users|test|app|api|web|backup|monitor|monitoring|replication|rds\w*|agent|id|name|true|false|logged|request|not|the|and|has|was|is|sa|sys|info|error|failed|session|table|data|value|type|string|int|list)$/i

/** A person's login and not a service's: databases' roles, well-known accounts and placeholders are no personal data. */
export function isPersonalUser(value: string, text = '', start = 0): boolean {
  if (serviceAccounts.test(value) || /^\$\d|%/.test(value)) return false
  const around = text.slice(Math.max(0, start - 80), start + value.length + 80)
  const isRole =
    /\b(?:database|dbname|db)=/i.test(around) || /(?:_user|_app|_svc|_service|_ro|_rw|-service|-app|-bot|-agent)$/i.test(value)
  return !isRole
}

const noNames =
  /^(?:The|This|That|It|Not|Sorry|Very|Still|All|Team|Sir|Madam|There|Everyone|Council|Support|Help|Service|Customer|Just|So|Unable|Trying|Having|Getting|Again|Anyone|Folks|Website|Website|System|Now|In|At|On|Really|Please|Why|When|What|How|If|We|You|They|He|She|No|Yes|My|Our|Your|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Error|Page|Booking|Payment|Account|Office|Desk|Reception|Client|Server|Database|Request|Admin|Phone|Email|Problem|Address|Name|Outrageous|Ridiculous|Urgent)$/

export function isPersonsName(value: string): boolean {
  return !value.split(/\s/).some((word) => noNames.test(word))
}
