import { isPersonsName, name, personalPatterns, type PersonalPattern, postcode, street } from './patterns.ts'

const relation =
  'husband|wife|son|daughter|mum|mother|dad|father|brother|sister|friend|neighbour|neighbor|colleague|partner|aunt|uncle|nephew|niece|grandson|granddaughter|gran|boss|carer'
const role = 'patient|applicant|tenant|resident|claimant|member|caller|customer|trainer|treasurer|secretary|chair|key ?holder'

/** What people write before a name. */
const before = [
  `(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]he) (?:${relation}) (?:of )?|(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur) (?:${relation}), `,
  `(?:[Tt]he )?(?<![\\p{L}])(?:${role}|${role.replaceAll(/\b[a-z](?=[a-z]+\|)/g, (letter) => letter.toUpperCase())})(?: is| now| was|:)? `,
  '(?:[Ff]ull |[Cc]ustomer |[Cc]ontact )?[Nn]ame(?: is| -|:)? ',
  '[Ii]n the name of |[Bb]ooking for |[Rr]egistered as |[Cc]ertificate shows ',
  '(?:[Tt]alked|[Ss]poke|[Ss]peak|[Ss]poken) (?:to|with) ',
  '[Cc]ontact |[Aa]sk for |[Rr]each |[Tt]ell |[Bb]ehalf of |[Aa]ttention of |[Aa]ttn:? |[Ss]igned:? |[Rr]eply to |[Ii]nvoice to |I, ',
  '(?:[Rr]eported|[Ll]ogged|[Tt]aken|[Rr]aised|[Ss]ubmitted|[Ss]igned|[Ww]ritten|[Cc]omplaint) by ',
  '(?:[Vv]oicemail|[Ll]etter|[Cc]all|[Mm]essage|[Cc]omplaint) from '
].join('|')

const place = String.raw`(?:, \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?(?=[,.;\n]|$)){0,2}`
const houseWord = 'Cottage|House|Farm|Forge|Lodge|Barn|Mill|Rectory|Vicarage|Manor|Hall'
const streetName = String.raw`(?:\p{Lu}[\p{L}'’-]+ ){1,3}${street}(?![\p{L}])`

const added: readonly PersonalPattern[] = [
  {
    type: 'address',
    digits: 'pattern',
    hint: /PO Box|P\.O\./,
    pattern: new RegExp(`(?<![\\w])P\\.?O\\.? Box \\d{1,6}${place}(?:,? ${postcode})?`, 'gu')
  },
  {
    type: 'address',
    digits: 'pattern',
    hint: / (?:St|R|Av|L|Drive|C|G|Pl|Pa|Ter|Wa|W|Sq|Mews|Hill|V|B|M|D|Q)/,
    pattern: new RegExp(
      `(?<![\\w-])(?:(?:The )?\\p{Lu}[\\p{L}'’-]+ (?:${houseWord}), )?(?:(?:Flat|Apartment|Apt|Unit|Room) \\w{1,5},? )?(?:\\d{1,4}[A-Za-z]?,? )?${streetName}${place}(?:,? ${postcode})?`,
      'gu'
    ),
    // A street alone is where something is; with a number, a house or a flat it is where somebody lives.
    holds: (value) =>
      /^(?:Flat|Apartment|Apt|Unit|Room|\d)/.test(value) || new RegExp(`^(?:The )?\\S+ (?:${houseWord}), `).test(value)
  },
  {
    type: 'name',
    hint: /[A-Z]/,
    pattern: new RegExp(`(?:${before})(?<v>${name})(?![\\p{L}(.]*\\()`, 'gu'),
    holds: isPersonsName
  },
  {
    type: 'name',
    hint: /here|again|calling|speaking|from/,
    pattern: new RegExp(
      `(?:[Ii]t is|[Ii]t's|[Ii]t’s|[Tt]his is) (?<v>${name})(?=,? (?:here|again|calling|speaking|from)\\b)`,
      'gmu'
    ),
    holds: isPersonsName
  },
  {
    type: 'name',
    hint: /rang|phoned|told|asked|called|said/,
    pattern: new RegExp(`(?:(?:[Ii] rang|[Ii] called) and )(?<v>${name})(?= )`, 'gu'),
    holds: isPersonsName
  },
  {
    type: 'name',
    hint: /[.!?,] ?[-–—]?\s*\p{Lu}[\p{L}'’ .-]{1,40}$/u,
    // A name alone after the last sentence.
    pattern: new RegExp(`(?:[.!?]|[,.!?]? [-–—])\\s*(?<v>${name})$`, 'gu'),
    holds: isPersonsName
  }
]

/** The patterns of logs, and those that only hold in what people write. */
export const speechPatterns: readonly PersonalPattern[] = [
  ...personalPatterns.filter(({ type }) => type !== 'address' && type !== 'postcode' && type !== 'name'),
  ...added.filter(({ type }) => type === 'address'),
  ...personalPatterns.filter(({ type }) => type === 'address' || type === 'postcode' || type === 'name'),
  ...added.filter(({ type }) => type === 'name')
]
