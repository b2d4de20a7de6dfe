import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { getEncoding } from 'js-tiktoken'
import { investigate } from '../../src/inquest.ts'
import { type ReceivedRequest, startOpenAiServer } from '../../src/testing/openai-server.ts'
import { analyst, evidenceIn, handIn, planOf, roleIn } from '../scripted-analyst.ts'

// What a guided investigation sends, in tokens, and what each model call costs beside the model: a scripted analyst that asks
// as much as a busy one would. It is no model, and says nothing about the quality of an investigation.

const folder = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'materials/bulky-waste-booking'
/** Hands in what its opening calls show, and asks no second round: what a settled case costs. */
const isTerse = process.argv.includes('--terse')
const asked = [
  'operations',
  'contrast',
  'series_onsets',
  'log_templates',
  'holders_waiters',
  'matched_load',
  'work_per_request'
] as const
const roles = ['database', 'application', 'traffic', 'infrastructure', 'citizen-impact']
const argumentsOf = (tool: string): object => (tool === 'contrast' ? { population: 'statements' } : {})
const callsFrom = (at: number, count: number): { tool: string; arguments: object }[] =>
  Array.from({ length: count }, (_, i) => asked[(at + i) % asked.length] ?? 'operations').map((tool) => ({
    tool,
    arguments: argumentsOf(tool)
  }))

/** Calls of tools that are offered, other than raw lines: as many as a busy analyst would make. */
function furtherCalls({ tools = [] }: ReceivedRequest['body'], count: number): { name: string; arguments: object }[] {
  const offered = tools.map(({ function: { name } }) => name).filter((name) => !['hand_in', 'raw_lines'].includes(name))
  return offered.slice(0, count).map((name) => ({ name, arguments: argumentsOf(name) }))
}

const received: number[] = []
const answered: number[] = []
await using server = await startOpenAiServer((request) => {
  received.push(performance.now())
  const step = analyst(request, ({ role, text, results }) => {
    if (role === 'planner') {
      if (text.includes('This is round 3') || (isTerse && text.includes('This is round 2'))) return undefined
      const tasks = roles.slice(0, text.includes('This is round 1') ? 5 : 2)
      return handIn({ ...planOf([]), tasks: tasks.map((one, at) => ({ ...taskOf(one), calls: callsFrom(at * 2, 3) })) })
    }
    if (role === 'specialist') {
      if (results.length === 0 && !isTerse) return { toolCalls: furtherCalls(request.body, 2) }
      const id = evidenceIn(results.length > 0 ? results.join('\n') : text)
      const finding = {
        topic: 'an observation',
        role: 'symptom',
        statement: `What was measured departs from the baseline in a way that load does not explain, and this is said in a sentence of ordinary length [${id}].`
      }
      return handIn({ findings: [finding, finding, finding].map((one, at) => ({ ...one, topic: `${one.topic} ${'abc'[at]}` })) })
    }
    if (role === 'sceptic' && results.length === 0) return { toolCalls: furtherCalls(request.body, 4) }
    return undefined
  })
  answered.push(performance.now())
  return step
})

/** Calls and tokens by who asks, told by the first words of the instructions. */
function sentByRole(tokens: readonly number[]): Record<string, string> {
  const sums = new Map<string, { calls: number; tokens: number }>()
  for (const [index, { body }] of server.requests.entries()) {
    const who = roleIn(body)
    const sum = sums.get(who) ?? { calls: 0, tokens: 0 }
    sums.set(who, { calls: sum.calls + 1, tokens: sum.tokens + (tokens[index] ?? 0) })
  }
  return Object.fromEntries([...sums].map(([who, sum]) => [who, `${sum.tokens} in ${sum.calls}`]))
}

function taskOf(role: string): object {
  return {
    role,
    question: 'Which work became dear against the baseline, in which runs, and at which load?',
    sources: [],
    tellsCauseFromSymptom: 'Runs of the same work that went well at the same time, beside those that did not.',
    instructions:
      'Measure against the baseline, then compare slow with fast runs at the same time and look at single records. Say what you looked for and did not find, and what would change your mind.'
  }
}

const root = await mkdtemp(join(tmpdir(), 'inquest-bench-'))
process.env['OPENAI_BASE_URL'] = server.baseUrl
process.env['OPENAI_API_KEY'] = 'none'
const durations: number[] = []
try {
  const began = performance.now()
  const { record } = await investigate(folder, {
    model: 'openai:scripted',
    out: join(root, 'run'),
    observer: { event: (event) => event.type === 'model-called' && durations.push(event.durationMs) }
  })
  const encoding = getEncoding('o200k_base')
  const tokens = server.requests.map(({ text }) => encoding.encode(text).length)
  const total = tokens.reduce((sum, one) => sum + one, 0)
  const toolTokens = server.requests.reduce(
    (sum, { text }) => sum + encoding.encode(JSON.stringify(JSON.parse(text).tools ?? [])).length,
    0
  )
  const inModel = answered.reduce((sum, at, index) => sum + at - (received[index] ?? at), 0)
  const overhead = durations.toSorted((a, b) => a - b)
  process.stdout.write(
    `${JSON.stringify(
      {
        calls: tokens.length,
        tokensSent: total,
        ofThatToolSchemas: toolTokens,
        largest: Math.max(...tokens),
        byRole: sentByRole(tokens),
        rounds: record.usage.rounds,
        secondsInAll: Math.round((performance.now() - began) / 100) / 10,
        msAModelCallMedian: overhead[Math.floor(overhead.length / 2)],
        msInTheScript: Math.round(inModel)
      },
      null,
      1
    )}\n`
  )
} finally {
  await rm(root, { recursive: true })
}
