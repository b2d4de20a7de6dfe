import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { teaching } from '../../src/training/index.ts'
import { type MadeSite, madeSite } from './made-site.ts'

let site: MadeSite
beforeAll(async () => {
  site = await madeSite()
})
afterAll(() => site[Symbol.asyncDispose]())

describe('the recorded lesson', () => {
  it('is offered at once, in an empty workspace', async () => {
    expect(site.workspace.recorded.length).toBeGreaterThan(0)
    expect(await (await site.get('/train')).text()).toContain('Begin the lesson')
  })

  // Where this fails, the journal's schema has changed: `npm run lesson` records the lesson again.
  it.each(teaching.map(({ id }) => id))('tells its step "%s"', async (step) => {
    for (const run of site.workspace.recorded) {
      const answer = await site.get(`/train/${run}/${step}`)
      const text = await answer.text()
      expect(answer.status, text).toBe(200)
      expect(text).toContain('Questions for the room')
    }
  })

  it('has a verdict, a report and a way to the lines of its materials', async () => {
    for (const run of site.workspace.recorded) {
      const { watch } = await site.workspace.open(run)
      expect(watch.view.verdict?.status).toBe('determined')
      expect((await site.get(`/runs/${run}/report`)).status).toBe(200)
      expect((await site.get(`/runs/${run}/lines/${watch.view.state.started?.sources[0]?.id}`)).status).toBe(200)
    }
  })

  it('stays as it is: it is neither resumed nor steered', async () => {
    for (const run of site.workspace.recorded) {
      expect((await site.post(`/runs/${run}/resume`, {})).status).toBe(400)
      const fields = { kind: 'hypothesis', category: 'lock-contention', component: '', reason: '' }
      expect((await site.post(`/runs/${run}/steering`, fields)).status).toBe(400)
    }
  })

  it('hides its answers in presenter view, and says honestly whether a model was sent its prompts', async () => {
    const [run = ''] = site.workspace.recorded
    const text = await (await site.get(`/train/${run}/plan?present=yes`)).text()
    expect(text).toContain('Show what came out')
    expect(text).toContain('No model was asked in this run')
  })
})

describe('a prompt that was changed', () => {
  it('and is none comes back with what is wrong, and what was written', async () => {
    const [run = ''] = site.workspace.recorded
    const fields = { id: 'planner/plan', text: '---\nid: planner/plan\nnonsense: 1\n---\n# system\n<b>x</b>', model: 'manual' }
    const answer = await site.post(`/train/${run}/prompt`, fields)
    expect(answer.status).toBe(400)
    const text = await answer.text()
    expect(text).toContain('There is a problem')
    expect(text).toContain('&lt;b&gt;x&lt;/b&gt;')
  })

  it.each(['../../package', 'no/such', '/etc/passwd'])('is not one of any file: "%s"', async (id) => {
    const [run = ''] = site.workspace.recorded
    expect((await site.get(`/train/${run}/prompt?id=${encodeURIComponent(id)}`)).status).toBe(404)
  })
})
