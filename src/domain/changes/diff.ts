/** What a change's text shows of what it changed. */
export interface ChangedText {
  /** Does the text hold a diff? If not, `added` and `removed` are empty and all of it is prose. */
  readonly isDiff: boolean
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Files that the diff or a list of files names. */
  readonly paths: readonly string[]
  /** Title and description: what is said about the change. */
  readonly prose: string
  /** Whether something was changed and nothing of it can act: text, style, tests, documents, comments, logging. */
  readonly inert: boolean
}

/** Anybody writes what is read here. */
const maxText = 60_000
const maxLine = 400

const inertPath =
  /\.(?:md|txt|rst|adoc|css|scss|less|svg|png|jpe?g|gif|ico|woff2?|po|pot)$|(?:^|\/)(?:docs?|tests?|__tests__|spec|specs|i18n|locales?|translations?|\.github|fixtures?)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)(?:README|LICEN[CS]E|CHANGELOG|CODEOWNERS)\b|messages(?:_\w+)?\.properties$/i
const inertLine =
  /^\s*$|^\s*(?:\/\/|\/\*|\*|#(?!\[)|--\s|<!--|"""|''')|^\s*(?:import|package|from \S+ import|using [\w.]+;|require\(|#include)\b|^\s*(?:\w+\.)*(?:log(?:ger|ging)?|console|LOG)\.(?:trace|debug|info|warn|error|log)\b|^\s*<\/?(?:p|h\d|a|span|li|ul|div|img|footer|header|label|button|small|strong|em|title|br)\b|^\s*[\w.-]*(?:colou?r|font|margin|padding|copyright|title|label|caption|tooltip|placeholder|alt|aria-\w+|href|class(?:Name)?|lang)[\w.-]*["']?\s*[:=]/i
/** A rule of a stylesheet, or a sentence for people: a capital, words between spaces, a full stop, and nothing that computes. */
const styleLine =
  /^\s*(?:[.#]?[a-z][\w-]*(?:[\s,>+~:.#]+[\w-]+)*\s*\{[^(){}]*\}?|\}|(?:--)?[a-z-]+\s*:\s*-?[\d.]+(?:px|r?em|%|pt|vh|vw)\b[^=()]*;?)\s*$/
const sentence = /^\s*[A-Z][\w'’,-]*(?: [\w'’,£-]+){2,}[^={}();<>]*[.!?]\s*$/
const pathInDiff = /^(?:\+\+\+|---) (?:[ab]\/)?(\S+)|^diff --git a\/(\S+)|^(?:rename|copy) (?:from|to) (\S+)/
const pathInProse = /(?:^|[\s"'`(,[])((?:[\w.@-]+\/)+[\w.@-]+\.\w{1,8})\b/g

/** Takes the text of a change apart. A list of release notes ("- Fixed …") is prose, not a diff. */
export function changedText(title: string | null, content: string | null): ChangedText {
  const lines = withoutIndent(
    (content ?? '')
      .slice(0, maxText)
      .split(/\r?\n/)
      .map((line) => line.slice(0, maxLine))
  )
  const isDiff = lines.some((line) => /^(?:@@ |diff --git |\+\+\+ )/.test(line)) || lines.some((line) => codeSign.test(line))
  const paths = new Set<string>()
  const [added, removed, prose]: [string[], string[], string[]] = [[], [], [title ?? '']]
  let inert = false
  let act = 0
  for (const line of lines) {
    const named = pathInDiff
      .exec(line)
      ?.slice(1)
      .find((part) => part !== undefined)
    if (named !== undefined) {
      if (named !== '/dev/null') paths.add(named)
      inert = inertPath.test(named)
    } else if (!isDiff) prose.push(line)
    else if (/^[+-]/.test(line)) {
      if (!inert && !isInert(line.slice(1))) {
        act += 1
        ;(line.startsWith('+') ? added : removed).push(line.slice(1))
      }
    } else if (!/^(?:@@|index [0-9a-f]|new file|deleted file|similarity| )/.test(line)) prose.push(line)
  }
  for (const [, path = ''] of prose.join('\n').matchAll(pathInProse)) paths.add(path)
  const onlyInertPaths = paths.size > 0 && [...paths].every((path) => inertPath.test(path))
  return { isDiff, added, removed, paths: [...paths], prose: prose.join('\n').trim(), inert: isDiff ? act === 0 : onlyInertPaths }
}

/** A diff that stands indented below its commit, as logs print it, moved to the left. */
function withoutIndent(lines: readonly string[]): readonly string[] {
  const signed = lines.flatMap((line) => /^(\s*)[+-](?=\s*\S)/.exec(line)?.[1]?.length ?? [])
  const indent = Math.min(...signed)
  if (!(indent > 0) || indent === Infinity) return lines
  const shallow = new RegExp(`^\\s{1,${indent}}`)
  return lines.map((line) => line.replace(shallow, ''))
}

/** A stylesheet's braces hold sizes and colours; those of a program hold calls, values and keywords. */
function isInert(line: string): boolean {
  if (inertLine.test(line) || sentence.test(line)) return true
  return (
    styleLine.test(line) &&
    /:\s*[-#\w.]+/.test(line) &&
    !/\b(?:if|for|while|else|return|function|class|try|do)\b|["'=]/.test(line)
  )
}

/** A line that begins with + or − and holds code or a setting rather than a sentence. */
const codeSign =
  /^\+(?!\+\+)\s*\S|^-(?!--)\s*(?:[\w."'@/[\]-]+\s*[:=]\s*\S+\s*$|.*[;{}]\s*$|@\w+|.*\)\s*$|(?:CREATE|DROP|ALTER|SELECT|INSERT)\b)/
