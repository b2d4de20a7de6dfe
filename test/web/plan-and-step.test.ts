import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { smallIncident } from '../../src/testing/index.ts'
import { promptFile } from '../../src/training/index.ts'
import { type MadeSite, madeSite } from './made-site.ts'

let site: MadeSite
let id = ''
beforeAll(async () => {
  const files = Object.entries(smallIncident()).map(([path, text]) => [`incidents/parcels/${path}`, text])
  site = await madeSite(Object.fromEntries(files))
  const fields = { materials: 'folder:incidents/parcels', model: 'builtin', until: 'plan', rounds: '1' }
  const { headers } = await site.post('/runs', fields)
  id = headers.get('location')?.split('/').at(-1) ?? ''
})
afterAll(() => site[Symbol.asyncDispose]())

const page = async (run: string, path = ''): Promise<string> => (await site.get(`/runs/${run}${path}`)).text()

/** The fields of the plan's form as they stand in the page. */
async function formOfPlan(): Promise<Record<string, string>> {
  const { plan } = await site.workspace.open(id)
  const fields: Record<string, string> = { round: '1', rationale: plan?.rationale ?? '', rivals: '' }
  for (const task of plan?.tasks ?? []) {
    fields[`${task.id}-role`] = task.role
    fields[`${task.id}-question`] = task.question
    fields[`${task.id}-tells`] = task.tellsCauseFromSymptom
    fields[`${task.id}-instructions`] = task.instructions
  }
  return fields
}

// The tests go on with the same run, in this order.
describe('a plan that waits', () => {
  it('can be read with the prompts of its specialists', async () => {
    await vi.waitFor(async () => expect(await page(id)).toContain('Read and change the plan'), { timeout: 60_000, interval: 200 })
    const text = await page(id, '/plan')
    expect(text).toContain('The run waits')
    expect(text).toContain('name="T1-instructions"')
  })

  it('is kept as it was edited, while the run goes on waiting', async () => {
    const fields = { ...(await formOfPlan()), 'T1-question': 'What was <b>slow</b>?', 'T2-out': 'yes', wait: 'yes' }
    expect((await site.post(`/runs/${id}/plan`, fields)).status).toBe(303)
    expect(await readFile(join(site.place.folder, 'runs', id, 'plan-1.yaml'), 'utf8')).toContain('What was <b>slow</b>?')
    const text = await page(id, '/plan')
    expect(text).toContain('What was &lt;b&gt;slow&lt;/b&gt;?')
    expect(text).not.toContain('name="T2-question"')
  })

  it('that says nothing is refused, and comes back as it was filled in', async () => {
    const answer = await site.post(`/runs/${id}/plan`, { ...(await formOfPlan()), 'T3-instructions': ' ', 'T1-tells': 'mine' })
    expect(answer.status).toBe(400)
    const text = await answer.text()
    expect(text).toContain('Task T3 has no question or no instructions')
    expect(text).toMatch(/>\nmine<\/textarea>/)
    expect((await site.post(`/runs/${id}/plan`, { round: '2' })).status).toBe(400)
  })

  it('is gone on with, with a task of one’s own, to the verdict; and can be read afterwards', async () => {
    const more = {
      'new-role': 'traffic',
      'new-question': 'Who asked?',
      'new-tells': 'Clients.',
      'new-instructions': 'Count clients.'
    }
    expect((await site.post(`/runs/${id}/plan`, { ...(await formOfPlan()), ...more })).status).toBe(303)
    await vi.waitFor(async () => expect(await page(id)).toContain('Read the report'), { timeout: 60_000, interval: 300 })
    const text = await page(id)
    expect(text).toContain('This plan was edited')
    expect(text).toContain('Who asked?')
    expect(text).not.toContain('Round 2')
    expect(await page(id, '/plan')).toContain('Count clients.')
    expect((await site.post(`/runs/${id}/plan`, { round: '1' })).status).toBe(400)
  })
})

describe('the scores of a run that is opened again', () => {
  it('show how they moved as tests came in', async () => {
    expect(await page(id)).toMatch(/aria-label="(rising|falling)"/)
  })
})

describe('a step that is run again with another prompt', () => {
  it('takes over what came before it, and asks with the words that were written', async () => {
    const prompt = await promptFile('sceptic/challenge')
    const text = prompt.replace('# system\n', '# system\n\nSpeak like a harbour master.\n')
    const fields = { id: 'sceptic/challenge', text, model: 'manual', from: 'step' }
    const answer = await site.post(`/train/${id}/prompt`, fields)
    const again = answer.headers.get('location')?.split('/').at(-1) ?? ''
    await vi.waitFor(async () => expect(await page(again)).toContain('The run waits for you'), { timeout: 60_000, interval: 300 })
    expect(await page(again)).toContain('Who asked?')
    const [, number = ''] = /\/requests\/([\w-]+)"/.exec(await page(again)) ?? []
    expect(await page(again, `/requests/${number}`)).toContain('Speak like a harbour master.')
    await site.post(`/runs/${again}/stop`, {})
  })

  it('is offered for no prompt that runs alone', async () => {
    expect((await site.get(`/train/${id}/prompt?id=ask%2Ftimeline`)).status).toBe(404)
  })
})
