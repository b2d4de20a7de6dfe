import type { ExchangeMessage, ModelRequest, ToolSpec } from '../exchange.ts'
import { handIn } from '../json-actions.ts'
import { exampleOf, shapeText, signatureOf } from '../shape.ts'

/** One conversation's request as it stands on a page. */
export interface Letter {
  /** A, B, C … on a page of several; empty on a page of one. */
  readonly label: string
  readonly request: ModelRequest
  /** Number of the page that the conversation was on last; null for one that begins. */
  readonly earlier: string | null
}

/**
 * Requests that wait at the same time as one page that can be pasted into any chat window: what is common to them stands
 * once. A page that begins a conversation is complete in itself; one that goes on (with results, or with what is to be
 * mended) names the page that it goes on from, and repeats nothing of it.
 */
export function pageText(number: string, key: string, letters: readonly Letter[]): string {
  const common = sharedBy(letters, instructionsOf)
  return [
    `<!-- Inquest request ${number} (${key}). Paste all of it into the AI tool that you may use, or answer it yourself.`,
    `     Save the answer as responses/${number}.json, or as responses/${number}.md with the JSON in a block. -->`,
    '',
    `# Request ${number}: ${letters.map(({ request }) => request.about?.title ?? 'a question').join(', ')}`,
    '',
    ...(letters.length > 1
      ? [
          `${letters.length} colleagues ask at the same time: ${list(letters)}. Answer each for itself; they do not see each other’s work.`,
          ''
        ]
      : []),
    ...(common ? ['## Instructions', '', common, ''] : []),
    ...letters.flatMap((letter) => sectionOf(letter, common === undefined, letters.length > 1)),
    ...toolsText(letters),
    '## Your answer',
    '',
    ...answerText(letters),
    ''
  ].join('\n')
}

const isMending = ({ request, earlier }: Letter): boolean => earlier !== null && request.messages.at(-1)?.role === 'user'

function instructionsOf(letter: Letter): string {
  if (letter.earlier !== null) return ''
  return letter.request.messages
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)
    .join('\n\n')
}

function sectionOf(letter: Letter, ownInstructions: boolean, titled: boolean): string[] {
  const { label, request, earlier } = letter
  const title = titled ? [`## ${label} · ${request.about?.title ?? 'a question'}`, ''] : []
  if (isMending(letter)) {
    return [
      ...title,
      `This goes on from request ${earlier}; what was asked and shown there still holds.`,
      '',
      request.messages.at(-1)?.content ?? '',
      ''
    ]
  }
  const results = request.messages.filter((message): message is ExchangeMessage & { role: 'tool' } => message.role === 'tool')
  if (earlier !== null) {
    return [
      ...title,
      `This goes on from request ${earlier}; its instructions, its task and what was shown there still hold.`,
      '',
      'What your calls returned:',
      '',
      ...results.flatMap(({ content }) => [content, ''])
    ]
  }
  const instructions = ownInstructions ? instructionsOf(letter) : ''
  const task = request.messages.filter(({ role }) => role === 'user').map(({ content }) => content)
  return [...title, ...(instructions ? [instructions, ''] : []), ...task.flatMap((text) => [text, ''])]
}

function callable({ tools }: ModelRequest): readonly ToolSpec[] {
  return tools.filter(({ name }) => name !== handIn)
}

function toolsText(letters: readonly Letter[]): string[] {
  const tools = new Map(letters.flatMap(({ request }) => callable(request)).map((tool) => [tool.name, tool]))
  if (tools.size === 0) return []
  const whose = letters.flatMap(({ label, request }) =>
    letters.length > 1 && callable(request).length > 0
      ? [
          `${label} may call ${callable(request)
            .map(({ name }) => name)
            .join(', ')}.`
        ]
      : []
  )
  return [
    '## Tools',
    '',
    ...whose,
    ...(whose.length > 0 ? [''] : []),
    ...[...tools.values()].map((tool) => `- ${signatureOf(tool)}`),
    ''
  ]
}

/** What to write: calls where calls may be made, else the answer's shape and an example of it. */
function answerText(letters: readonly Letter[]): string[] {
  const asking = letters.filter(({ request }) => callable(request).length > 0)
  const several = letters.length > 1
  const outer = letters.map(({ label }) => `"${label}": …`).join(', ')
  return [
    ...(several ? [`One JSON object with a key for each: {${outer}}.`, ''] : []),
    ...(asking.length > 0
      ? [
          `${several ? `For ${list(asking)}: either` : 'Either'} the calls whose results you want to see, all at once (you hand in your answer when you have seen them), or your answer, where what lies before you is enough. Calls:`,
          '',
          block({ calls: exampleCalls(asking) }),
          ''
        ]
      : []),
    ...groupsBySchema(letters).flatMap(({ members, schema }) => {
      const example = exampleOf(schema)
      return [
        several ? `An answer of ${list(members)} is an object like this:` : 'An answer is one JSON object of this shape:',
        '',
        shapeText(schema),
        '',
        ...(example ? ['For example (all of it made up):', '', block(example), ''] : [])
      ]
    })
  ]
}

/** Calls of tools that are there: lines by a pattern, where they may be asked for, and another. */
function exampleCalls([first]: readonly Letter[]): { tool: string; arguments: object }[] {
  const names = first ? callable(first.request).map(({ name }) => name) : []
  const lines = names.includes('raw_lines') ? [{ tool: 'raw_lines', arguments: { pattern: '(?i)refused' } }] : []
  return [
    ...names
      .filter((name) => name !== 'raw_lines')
      .slice(0, 1)
      .map((tool) => ({ tool, arguments: {} })),
    ...lines
  ]
}

function groupsBySchema(letters: readonly Letter[]): { members: Letter[]; schema: object }[] {
  const groups = new Map<string, { members: Letter[]; schema: object }>()
  for (const letter of letters) {
    const schema = letter.request.tools.find(({ name }) => name === handIn)?.parameters ?? {}
    const key = JSON.stringify(schema)
    const group = groups.get(key) ?? { members: [], schema }
    group.members.push(letter)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function sharedBy(letters: readonly Letter[], of: (letter: Letter) => string): string | undefined {
  const different = new Set(letters.map(of))
  const [only] = different
  return different.size === 1 && only ? only : undefined
}

function list(letters: readonly Letter[]): string {
  const names = letters.map(({ label }) => label)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function block(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 1)}\n\`\`\``
}
