/** What an error line says that went wrong. */
export interface Exception {
  /** Class or kind as the language names it, without its package. */
  readonly name: string
  readonly message: string
  /** The first place named below it: code, not values. Null when no trace is logged. */
  readonly frame: string | null
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
  const text = trace ?? message
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
  /out ?of ?memory|heap space|too many open files|rejectedexecution|pool (?:is )?(?:exhausted|full|timed)|cannotget\w*connection|no space left|quota/i
const elsewhere =
  /time-?d? ?out|connect(?:ion)?(?:exception|error| refused| reset)|socket|unknownhost|ssl|certificate|bad ?gateway|service ?unavailable|httpservererror|feign|restclient|econn\w+|upstream|lock(?:ed| wait|acquisition)|deadlock/i
const own =
  /nullpointer|nullreference|typeerror|attributeerror|index(?:outof|error|outofrange)|keyerror|keynotfound|classcast|invalidcast|illegalargument|illegalstate|numberformat|arithmetic|divi(?:de|sion)|zerodivision|stackoverflow|recursionerror|assertion|nosuch(?:method|field|element)|referenceerror|nil pointer|segmentation|unsupportedoperation|concurrentmodification|parse|decode|unmarshal|serializ|validation|format(?:exception|error)|syntaxerror|nomethoderror|nameerror|valueerror|unicode|encoding|invalidoperation|undefined is not|cannot read propert|panic|dataintegrity|constraintviolation/i

/** By its words: what is missing, then what others did, then what the program itself could not do. */
export function kindOf({ name, message }: Pick<Exception, 'name' | 'message'>): ErrorKind {
  const text = `${name} ${message}`
  if (lacking.test(text)) return 'resource'
  if (elsewhere.test(text)) return 'dependency'
  return own.test(text) ? 'program' : 'other'
}

/** Numbers and long identifiers differ from case to case; what is quoted is often what it is about and stays. */
const masked = (text: string): string => text.replaceAll(/\b(?:[0-9a-f]{8,}|\d[\d.,:-]*)\b/gi, '<*>')
