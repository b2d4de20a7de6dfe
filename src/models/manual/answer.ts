import type { ModelReply, ModelRequest, ToolRequest } from '../exchange.ts'
import { callIn, handIn, isRecord, jsonIn, listedActions } from '../json-actions.ts'
import type { Letter } from './page.ts'

/** A reply for each letter, or in words what is wrong with the answer. */
export type Read = { readonly replies: readonly ModelReply[] } | { readonly problems: readonly string[] }

/** Reads what a person saved under a page. */
export function readAnswer(text: string, letters: readonly Letter[]): Read {
  const found = jsonIn(text).filter(isRecord)
  const [only] = letters
  if (letters.length === 1 && only) {
    const { request } = only
    if (found.length === 0 && request.tools.length === 0) return { replies: [reply(text, [])] }
    if (found.length === 0) return { problems: [noJson(text)] }
    // A page of one may be answered under its label, too.
    const value = found.find((candidate) => isRecord(candidate['A']) && Object.keys(candidate).length === 1)?.['A'] ?? found[0]
    const read = readOne(value, request)
    return 'problems' in read ? read : { replies: [reply('', read.toolCalls)] }
  }
  if (found.length === 0) return { problems: [noJson(text)] }
  const byLabel: Record<string, unknown> = Object.assign({}, ...found.toReversed())
  const replies: ModelReply[] = []
  const problems: string[] = []
  for (const { label, request } of letters) {
    const read: OneRead = label in byLabel ? readOne(byLabel[label], request) : { problems: ['is missing.'] }
    if ('problems' in read) problems.push(...read.problems.map((problem) => `${label}: ${problem}`))
    else replies.push(reply('', read.toolCalls))
  }
  return problems.length > 0 ? { problems } : { replies }
}

type OneRead = { readonly toolCalls: readonly ToolRequest[] } | { readonly problems: readonly string[] }

function readOne(value: unknown, { tools, check }: ModelRequest): OneRead {
  const toolCalls = callsIn(value)
  if (!toolCalls) return { problems: ['is no JSON object.'] }
  const offered = tools.map(({ name }) => name)
  const unknown = toolCalls.filter(({ name }) => !offered.includes(name)).map(({ name }) => name)
  if (unknown.length > 0) {
    const callable = offered.filter((name) => name !== handIn)
    const next =
      callable.length > 0 ? `write one of ${callable.join(', ')}` : 'no more calls are answered here; hand in your answer'
    return { problems: [`here is no tool ${unknown.map((name) => `"${name}"`).join(', ')}: ${next}.`] }
  }
  const misfits = check?.({ toolCalls }) ?? []
  return misfits.length > 0 ? { problems: misfits } : { toolCalls }
}

/** `{"calls": […]}`, one call, or the answer itself. */
function callsIn(value: unknown): readonly ToolRequest[] | undefined {
  const calls = listedActions(value).map(callIn)
  const whole = calls.flatMap((call) => call ?? [])
  if (whole.length > 0 && whole.length === calls.length) return whole
  return isRecord(value) ? [{ id: 'call_1', name: handIn, arguments: value }] : undefined
}

function reply(text: string, toolCalls: readonly ToolRequest[]): ModelReply {
  return { text, toolCalls, usage: { inputTokens: 0, outputTokens: 0 } }
}

/** Says where JSON breaks off, because a missing comma is what a long answer usually lacks. */
function noJson(text: string): string {
  const body = /```(?:json)?\s*\n([\s\S]*?)```/.exec(text)?.[1] ?? text.slice(Math.max(0, text.indexOf('{')))
  try {
    JSON.parse(body)
    return 'there is JSON, but no object; begin it with {.'
  } catch (error) {
    return `there is no JSON object that can be read: ${error instanceof Error ? error.message : String(error)}.`
  }
}
