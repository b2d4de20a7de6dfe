import { denies, plain, sentencesOf } from './clauses.ts'

/** Kinds of explanation that a list may hold side by side. */
const families: Readonly<Record<string, RegExp>> = {
  query: /\b(?:quer\w+|search\w*|look-?ups?|statements?|scans?|plans?|index\w*|sql|n\+1)\b/,
  lock: /\b(?:dead)?lock\w*|\bcontention\b/,
  cache: /\bcach\w+|\bstampede\b/,
  memory: /\bgc\b|\bgarbage\b|\bheap\b|\bmemory\b/,
  network: /\bnetwork\w*|\bdns\b|\bpackets?\b|\bfirewall\b/,
  pool: /\bpools?\b|\bconnections?\b|\bthreads?\b/,
  demand: /\bsurge\b|\bdemand\b|\btraffic\b|\bload\b|\bvisitors\b/,
  dependency: /\bdependenc\w+|\bthird[- ]part\w+|\bupstream\b|\bsupplier\b/,
  retries: /\bretr(?:y|ies)\b/,
  disk: /\bdisks?\b|\biops\b|\bstorage\b|\bi\/o\b/,
  release: /\breleases?\b|\bdeploy\w*/,
  processor: /\bcpu\b|\bprocessors?\b/
}

const familiesOf = (text: string): string[] => Object.keys(families).filter((name) => families[name]?.test(text))

/** Is a cause stated as a list to choose from: "either … or", a row of kinds, "a combination of"? */
export function offersChoice(statement: string): boolean {
  if (/\beither\b.*\bor\b/.test(plain(statement))) return true
  if (
    /\b(?:combination|mixture|mix|confluence|perfect storm|interplay) of\b|\b(?:several|multiple|many|five|four|three|various) (?:contributing )?(?:factors|causes|things|reasons|problems)\b/.test(
      plain(statement)
    )
  )
    return true
  return sentencesOf(statement).some((sentence) => isRow(sentence))
}

function isRow(sentence: string): boolean {
  if (denies(sentence)) return false
  const items = sentence.split(/,|\band\b|\bor\b|\/|\bplus\b|\bas well as\b/).map((item) => item.trim())
  const short = items.filter((item) => item !== '' && item.split(' ').length <= 5)
  const kinds = new Set(short.flatMap((item) => familiesOf(item).slice(0, 1)))
  const alternatives = /\bor\b/.test(sentence) ? 2 : 4
  return kinds.size >= alternatives && kinds.size >= (alternatives === 2 ? 2 : 4) && short.length >= alternatives
}
