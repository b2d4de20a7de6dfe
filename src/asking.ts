import { join } from 'node:path'
import type { Asked } from './agents/index.ts'
import type { Evidence, Statement } from './domain/index.ts'
import { loggerFor, openDesk, type Options } from './open-materials.ts'

export interface AskOptions extends Options {
  /** Id of a prompt: `ask/timeline`; the folder may be left out. */
  readonly prompt: string
  readonly model?: string | undefined
  readonly prompts?: string | undefined
  readonly promptVariants?: Readonly<Record<string, string>> | undefined
  readonly tokens?: number | undefined
  /** @default runs/<time>-<name>-<prompt>/ in the current directory */
  readonly out?: string | undefined
}

export interface Asking {
  readonly answer: Asked
  readonly folder: string
  readonly markdown: string
}

/**
 * Asks one prompt of the library over a folder of materials, without an investigation around it. Writes answer.md and
 * answer.json, with what was asked and answered. Throws InquestError `usage` without a model, for there is nobody to ask.
 */
export async function ask(materials: string, options: AskOptions): Promise<Asking> {
  const [{ InquestError, systemClock }, rooms, { askPrompt }] = await Promise.all([
    import('./foundation/index.ts'),
    import('./investigation/index.ts'),
    import('./agents/index.ts')
  ])
  const use = await rooms.modelUseOf(options, null, process.cwd())
  if (use.model === 'builtin') {
    throw new InquestError(
      'usage',
      'A prompt needs a model to ask.',
      'Name one: --model manual asks you, --model openai:<name> an endpoint.'
    )
  }
  const prompt = options.prompt.includes('/') ? options.prompt : `ask/${options.prompt}`
  const now = new Date(systemClock.now())
  const folder = options.out ?? `${rooms.defaultRunFolder('', materials, now)}-${prompt.replaceAll('/', '-')}`
  await rooms.requireFreeRunFolder(folder, materials)
  await using opened = await openDesk(materials, 'pseudonymised', options)
  const { warehouse, incident, ledger } = opened
  rooms.requireReadable(incident, null)
  await rooms.createRunFolder(folder)
  const seen = new Map<string, Evidence>()
  const call = async (asked: Parameters<typeof ledger.call>[0]): Promise<Evidence> => {
    const evidence = await ledger.call(asked, { by: prompt, ...(options.signal ? { signal: options.signal } : {}) })
    seen.set(evidence.id, evidence)
    return evidence
  }
  const frame = rooms.frameOf(await call({ tool: 'frame', arguments: {} }))
  const desk = { incident, ...frame, call, ...(options.signal ? { signal: options.signal } : {}) }
  const { context, calls, struck } = await rooms.loneContext({
    use,
    promptVariants: options.promptVariants,
    folder,
    redact: (text) => warehouse.redact(text),
    clock: systemClock,
    onHost: (text) => options.observer?.step?.(text),
    onWaiting: (text) => options.observer?.notice?.(text)
  })
  const { title, hash } = context.prompts.get(prompt)
  const answer = await askPrompt(context, desk, prompt)
  const markdown = markdownOf(title, answer, struck.length)
  const record = {
    prompt,
    promptHash: hash,
    model: use.model,
    materialsHash: incident.materialsHash,
    frame,
    answer,
    struck,
    evidence: [...seen.values()],
    calls
  }
  await rooms.writeWhole(join(folder, 'answer.json'), `${JSON.stringify(record, null, 2)}\n`)
  await rooms.writeWhole(join(folder, 'answer.md'), markdown)
  ;(await loggerFor(options)).debug({ folder }, 'asked')
  return { answer, folder, markdown }
}

function markdownOf(title: string, { summary, sections, notShown }: Asked, struck: number): string {
  const sentence = ({ text, values, supports }: Statement): string => {
    const evidence = new Set([...Object.values(values).map(({ citation }) => citation.evidence), ...supports])
    return `${text} [${[...evidence].join(', ')}]`
  }
  return [
    `# ${title}`,
    ...summary.map(sentence),
    ...sections.flatMap(({ heading, sentences }) => [`## ${heading}`, sentences.map((one) => `- ${sentence(one)}`).join('\n')]),
    ...(notShown.length > 0 ? ['## What the materials cannot show', notShown.map((text) => `- ${text}`).join('\n')] : []),
    ...(struck > 0 ? [`Struck, because no evidence carries it: ${struck === 1 ? 'one sentence' : `${struck} sentences`}.`] : []),
    ''
  ].join('\n\n')
}
