/** What an error line says that went wrong. */
export interface Exception {
  /** Class or kind as the language names it, without its package. */
  readonly name: string
  readonly message: string
  /** The first place named below it: code, not values. Null when no trace is logged. */
  readonly frame: string | null
}

/** Under which names a line says why, and how, what it tells of ended. */
const reasonNames = /^(?:reason|error|err|error_?message|cause|detail|why|note|rule|failure|grund)$/i
const outcomeNames = /^(?:result|outcome|decision|disposition|verdict|result_?code|status|response|eval)$/i

/**
 * What an error line says that names no exception: the outcome and the reason that it states by name, else its template, with what
 * differs from line to line left out.
 */
export function lineKind(template: string | null, message: string, attributes: string | null): Exception {
  const stated = statedIn(attributes)
  const told = (names: RegExp): string[] =>
    stated.flatMap(([name, value]) => (names.test(name) && /[a-z]{3}/i.test(value) ? [value] : [])).slice(0, 1)
  const parts = [...told(outcomeNames), ...told(reasonNames)]
  const text =
    parts.length > 0
      ? masked(parts.join(': '))
      : (template ?? masked(message))
          .replaceAll(/\b[\w.-]+=(?:<\*>|-)(?=\s|$)/g, '')
          .replaceAll(/(?:<\*>[\s,;:]*)+/g, '… ')
          .replaceAll(/\s+/g, ' ')
          .trim()
  return { name: `“${text.slice(0, 120)}”`, message: '', frame: null }
}

function statedIn(attributes: string | null): [string, string][] {
  try {
    const found: unknown = JSON.parse(attributes ?? '{}')
    return Object.entries(found ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : []
    )
  } catch {
    return []
  }
}

/** What kind of fault an exception tells of. */
export type ErrorKind = 'program' | 'resource' | 'dependency' | 'other'

const named = /(?:^|[\s:([“"'])((?:[\w$]+\.)*([A-Z][\w$]*(?:Exception|Error|Fault|Panic|Failure)))\b(?::\s*([^\n]*))?/
const spoken = /\b(panic|segmentation fault|nil pointer dereference|stack overflow|unhandled rejection)\b:?\s*([^\n]*)/i
const frames = /^\s*(?:at\s+(.+)|File "([^"]+)", line \d+(?:, in (\S+))?)$/gm

/** Of a library, a server or the language itself: the program's own place says more. */
const borrowed =
  /^(?:java|javax|jakarta|sun|jdk|org\.(?:springframework|apache|hibernate|postgresql|eclipse)|com\.(?:zaxxer|mysql|fasterxml)|kotlin|scala|node:|internal\/|System\.|Microsoft\.)|node_modules|site-packages|\/usr\/lib/

/** Reads the exception out of an error's message and trace; null when neither names one. */
export function exceptionIn(message: string, trace: string | null): Exception | null {
  // Lists of frames are exported in one line.
  const text = (trace ?? message).replaceAll(/,\s+(?=at \S)/g, '\n    ')
  const found = named.exec(trace ?? '') ?? named.exec(message)
  const said = found ? null : spoken.exec(text)
  const name = found?.[2] ?? said?.[1]
  if (name === undefined) return null
  const places = [...text.matchAll(frames)].map(([, at, file, where]) => at ?? `${file ?? ''} ${where ?? ''}`.trim())
  const place = places.find((one) => !borrowed.test(one)) ?? places[0]
  return {
    name,
    message: masked((found?.[3] ?? said?.[2] ?? '').trim()).slice(0, 200),
    frame: place === undefined ? null : place.replace(/[:(]\d+\)?$/, '').slice(0, 160)
  }
}

const lacking =
  /out ?of ?memory|heap space|too many open files|rejectedexecution|pool (?:is )?(?:exhausted|full|timed)|cannotget\w*connection|no space left|quota|connection is not available|no (?:free|idle|available) (?:connection|worker|thread)|(?:pool|queuepool)\b.{0,40}(?:timed? ?out|timeout|limit|not available)|timeout waiting for (?:an? )?(?:idle )?(?:object|connection)|too many connections/i
const elsewhere =
  /time-?d? ?out|connect(?:ion)?(?:exception|error| refused| reset)|socket|unknownhost|ssl|certificate|bad ?gateway|service ?unavailable|httpservererror|feign|restclient|econn\w+|upstream|lock(?:ed| wait|acquisition)|deadlock/i
const own =
  /nullpointer|nullreference|typeerror|attributeerror|index(?:outof|error|outofrange)|keyerror|keynotfound|classcast|invalidcast|illegalargument|illegalstate|numberformat|arithmetic|divi(?:de|sion)|zerodivision|stackoverflow|recursionerror|assertion|nosuch(?:method|field|element)|referenceerror|nil pointer|segmentation|unsupportedoperation|concurrentmodification|parse|decode|unmarshal|serializ|validation|format(?:exception|error)|syntaxerror|rangeerror|nomethoderror|nameerror|valueerror|unicode|encoding|invalidoperation|undefined is not|cannot read propert|panic|dataintegrity|constraintviolation|illegal (?:\w+ )?(?:data|argument|character|value|state|byte)|malformed|unexpected (?:token|char\w*|value|end|field|type|element|input)|invalid (?:format|syntax|number|date|value|char\w*|literal|input|payload|json|xml|price|amount|length|code)|unknown (?:field|column|enum|value|type|key|property)|not a (?:valid )?(?:number|date)|out of range|missing (?:field|key|attribute|column|property|element)|(?:must|may|can)(?:not| not) be (?:null|empty|blank|negative)|cannot (?:convert|cast|map|deseriali|interpret|read (?:field|property|value))|un(?:parsable|readable)|too many values|conversion failed|does not match/i

/** By its words: what is missing, then what others did, then what the program itself could not do. */
export function kindOf({ name, message }: Pick<Exception, 'name' | 'message'>): ErrorKind {
  const text = `${name} ${message}`
  if (lacking.test(text)) return 'resource'
  if (elsewhere.test(text)) return 'dependency'
  return own.test(text) ? 'program' : 'other'
}

/** Numbers and long identifiers differ from case to case; what is quoted is often what it is about and stays. */
const masked = (text: string): string => text.replaceAll(/\b(?:[0-9a-f]{8,}|\d[\d.,:-]*)\b/gi, '<*>')
