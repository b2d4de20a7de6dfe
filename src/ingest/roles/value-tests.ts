import { levelOf } from '../fields/level.ts'

const statuses = new Set(
  `100 101 200 201 202 203 204 205 206 207 300 301 302 303 304 307 308 400 401 402 403 404 405 406 408 409 410 411 412 413 414
  415 416 417 418 421 422 423 424 425 426 428 429 431 444 451 460 463 499 500 501 502 503 504 505 507 508 511 520 521 522 523 524
  525 526 530 561 598 599 000 0`.split(/\s+/)
)
const methods = new Set('GET HEAD POST PUT DELETE PATCH OPTIONS CONNECT TRACE PROPFIND'.split(' '))
const statementStart =
  /^\s*(?:\/\*.*?\*\/\s*)?(?:\(@\w+ [^@]{1,60}(?:@\w+ [^@]{1,60})*\)\s*)?\(?(?:select|insert|update|delete|with|merge|replace|call|exec(?:ute)?|begin|commit|rollback|alter|create|drop|truncate|vacuum|analyze|refresh|lock|copy|set|show|explain|declare|fetch)\b(?!\s*[:=-])/i
const word = /\p{L}{2}/u
/** So much of a value tells what it is. */
const start = 400

export const isHttpStatus = (value: string): boolean => statuses.has(value)
export const isMethod = (value: string): boolean => methods.has(value)
/** `/a/b`, `https://h/a`, `POST /a`. */
export const isPath = (value: string): boolean =>
  /^(?:(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) )?(?:\/|https?:\/\/)\S*(?: HTTP\/[\d.]+)?$/.test(value)
export const isAddress = (value: string): boolean =>
  /^(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|\[?[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}\]?)$/i.test(value)
export const isWhole = (value: string): boolean => /^\d+$/.test(value)
export const isStatement = (value: string): boolean => statementStart.test(value) && /\s/.test(value.trim())
/** The name of an operation, a method, a step: a word or several joined, no number, no sentence. */
export const isOperation = (value: string): boolean =>
  /^[\p{L}_$@][\p{L}\d_.:#$@/(){}<>-]{1,120}(?: [\p{L}\d_.:/{}()<>-]+){0,3}$/u.test(value)
/** The name of a service, a host, a pod. */
export const isName = (value: string): boolean => /^[\p{L}_][\p{L}\d_.@/-]{0,100}(?::\d{2,5})?$/u.test(value)
export const isLevelWord = (value: string): boolean => !/^\d/.test(value) && value.length <= 13 && levelOf(value) !== null
/** What somebody or something says: two words side by side. Read piece by piece: anybody writes what is tested here. */
export const isSpeech = (value: string): boolean => {
  const told = value
    .slice(0, start)
    .split(/\s+/)
    .map((piece) => word.test(piece))
  return told.some((is, i) => is && told[i + 1] === true)
}
/** An identifier that nobody reads: hexadecimal, a UUID, letters and digits mixed. */
export const isIdentifier = (value: string): boolean =>
  /^(?:[\da-f]{6,64}|[\da-f]{8}-[\da-f]{4}-[\da-f-]{22,}|(?=[^\d]*\d)[\w-]{8,64})$/i.test(value)
