import type { Attributes, PersonalDataType } from '../../domain/index.ts'
import { plainName } from '../fields/fields.ts'
import type { PersonalDatum, ReadItem } from '../reader.ts'
import { isPersonalUser } from './patterns.ts'

type RecordItem = Extract<ReadItem, { kind: 'record' }>

const byName: readonly (readonly [PersonalDataType, RegExp])[] = [
  ['email', /e?mail(?:address)?$/],
  ['phone', /(?:phone|mobile|tel|telephone|telno|cell|contactnumber)(?:number|no)?$/],
  ['postcode', /post(?:al)?code$|^zip(?:code)?$/],
  ['address', /^(?:home|postal|street|billing|delivery|contact)?address(?:line\d?|1|2)?$/],
  ['birth-date', /dateofbirth$|^dob$|birthdate$|birthday$/],
  ['card', /cardnumber$|^pan$/],
  ['bank-account', /accountnumber$|sortcode$|^iban$/],
  ['national-insurance', /^nino$|nationalinsurance(?:number|no)?$/],
  [
    'ip',
    /(?:client|remote|source|src|peer|forwarded|user)(?:ip|addr|address|for|host)?$|^ip(?:address)?$|^(?:xforwardedfor|rhost)$/
  ],
  ['handle', /handle$|screenname$|^twitter$/],
  [
    'name',
    /^(?:citizen|customer|resident|applicant|requester|reporter|caller|contact|full|first|last|sur|given|family|patient|tenant|member|display|account)(?:name|holder)$|^(?:citizen|customer|resident|applicant|caller|requester|reportedby|raisedby|openedby|submittedby)$/
  ],
  ['user', /^(?:user|username|userid|login|logname|ruser|accountid|customerid|citizenid|memberid|remoteuser|enduser|loginname)$/]
]

/** The names of a file's fields come again with every record. */
const known = new Map<string, PersonalDataType | null>()

function typeOfName(name: string): PersonalDataType | null {
  const before = known.get(name)
  if (before !== undefined) return before
  const last = plainName(name.slice(name.lastIndexOf('.') + 1))
  const type = byName.find(([, pattern]) => pattern.test(last))?.[0] ?? null
  if (known.size < 20_000) known.set(name, type)
  return type
}

/** What the value must look like, because names of fields mislead (`client: "mobile-app"`). */
const looksRight: Partial<Record<PersonalDataType, RegExp>> = {
  email: /@/,
  phone: /\d{5}/,
  ip: /^(?:\d+\.){3}\d+$|:.*:/,
  postcode: /\d/,
  address: /\s/,
  name: /^[^\d{}[\]=<>]{2,60}$/,
  handle: /^@?\w/
}

/** Personal data in the fields that say so by name: reporters of tickets, clients of requests, users, attributes. */
export function findPersonalDataInRecord(item: RecordItem): PersonalDatum[] {
  const found: PersonalDatum[] = []
  const add = (type: PersonalDataType, value: string): void => {
    const text = value.trim()
    if (text.length < 2 || !(looksRight[type]?.test(text) ?? true)) return
    if (type === 'user' && !isPersonalUser(text)) return
    if (type === 'ip' && /^(?:127\.|0\.0\.0\.0|::1$)/.test(text)) return
    found.push({ type, value: text, line: item.firstLine })
  }
  if (item.table === 'requests') {
    for (const address of item.record.client?.split(/,\s*/) ?? []) add('ip', address)
    if (item.record.userName !== null) add('user', item.record.userName)
  }
  if (item.table === 'reports' && item.record.author !== null && !item.record.official) {
    const type = typeOfAuthor(item.record.author)
    if (type !== null) add(type, item.record.author)
  }
  if (item.table === 'changes' && item.record.author !== null) {
    const type = typeOfAuthor(item.record.author)
    if (type !== null) add(type, item.record.author)
  }
  const attributes: Attributes = item.record.attributes
  for (const name of Object.keys(attributes)) {
    const value = attributes[name]
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const type = typeOfName(name)
    if (type !== null && !(type === 'user' && item.table === 'events' && 'database' in item.record.attributes))
      add(type, String(value))
  }
  return found
}

const organisation =
  /\b(?:groups?|networks?|leagues?|coordinators|volunteers|pages?|council|clubs?|centres?|centers?|news|teams?|societ(?:y|ies)|associations?|services?|trust|forums?|department|office|instructors|owners|parents|residents|users|ltd|limited|plc|school|college|church|charity|foundation|desk|support|bot|library|gazette|times|post|community|company|chat|watch|updates?|alerts?|campaign|bulletin|notice ?board|radio|hub|committee|board|authority|agency|academy|nursery|surgery|hospital|university|neighbours|neighbors|mums|moms|dads|tenants|leaseholders|traders|drivers|cyclists|systems)$/i

/** `duty database administrator`: a post, and who holds it is not said. Every word must be one, because names stand beside posts. */
const post =
  /^(?:(?:database|systems?|product|delivery|operations|ops|devops|finance|revenues|hosting|development|digital|estates|marketing|design|content|testing|ict|build|automation|scheduler|cron|pipeline|network|platform|release|site|reliability|security|technical|senior|junior|lead|chief|duty|night|day|shift|on-?call|service|support|application|data|web|cloud|infrastructure|administrators?|engineers?|operators?|developers?|analysts?|managers?|architects?|dbas?|sres?|officers?|contractors?|suppliers?|vendors?|technicians?|specialists?|consultants?|supervisors?|caretakers?|receptionists?|librarians?|wardens?|clerks?|registrars?|owners?|leads?|heads?|the|of)[\s-]*)+$/i

/** How an author is personal: a handle, an e-mail, a name; null for groups, organisations and posts. */
function typeOfAuthor(author: string): PersonalDataType | null {
  if (author.startsWith('@')) return 'handle'
  if (author.includes('@')) return 'email'
  if (organisation.test(author.trim()) || post.test(author.trim())) return null
  if (/^[a-z0-9._-]+$/.test(author)) return isPersonalUser(author) ? 'user' : null
  return 'name'
}
