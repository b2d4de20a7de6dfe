import type { Attributes } from '../../domain/index.ts'

const frame = /^\s*(?:at\s+[\w$.<>/]+|File ".*", line \d+|\.{3} \d+ (?:more|common frames)|from \S+:\d+:in)/
const header =
  /(?:Caused by: |^|\s)((?:[a-zA-Z_$][\w$]*\.)*[A-Z][\w$]*(?:Exception|Error|Throwable|Failure|Fault|Timeout|Interrupt)\b)/
const cause = /^\s*Caused by: ((?:[\w$]+\.)*[\w$]+)/

/**
 * What follows a message's first line: a stack trace (kept whole as `stack`, with the exception thrown and its innermost
 * cause) or simply more text (`more`).
 */
export function attributesOfContinuation(message: string, more: readonly string[]): Attributes {
  if (more.length === 0) return {}
  const text = more.join('\n')
  const isStack = more.some((line) => frame.test(line)) || /Traceback \(most recent call last\)/.test(text)
  if (!isStack) return { more: text }
  const thrown = more.map((line) => header.exec(line)?.[1]).find((name) => name !== undefined) ?? header.exec(message)?.[1]
  const innermost = more.map((line) => cause.exec(line)?.[1]).findLast((name) => name !== undefined)
  return {
    stack: text,
    ...(thrown === undefined ? {} : { exception: thrown }),
    ...(innermost === undefined ? {} : { causedBy: innermost })
  }
}
