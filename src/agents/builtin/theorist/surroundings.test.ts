import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../../domain/index.ts'
import * as ground from '../../../verdict/testing/made-ground.ts'
import * as around from '../../../verdict/testing/made-surroundings.ts'
import { madeEvidence } from '../../../verdict/testing/made-evidence.ts'
import { answerIn, baseline, type World, window } from '../../../verdict/testing/made-world.ts'
import { createBuiltinAgents } from '../index.ts'
import { conductAt, madeDesk, madeSource } from '../testing/made-desk.ts'

const sources = [madeSource('a', 'log', 'events', 'requests', 'spans', 'metrics', 'statements', 'changes')]
const conductedIn = (world: World) =>
  conductAt(
    madeDesk({ sources, window, baseline, answer: (call): Evidence => madeEvidence(call, answerIn(world, call)) }),
    createBuiltinAgents()
  )

describe('the built-in analyst', () => {
  it.each([
    ['slow-dependency', around.slowPeer, 'ledger.example'],
    ['network-fault', around.noNames, 'maps.example'],
    ['expired-certificate', around.outdated, 'certificate of ledger.example'],
    ['quota-exhaustion', around.fullDisk, 'disk_used_percent'],
    ['retry-storm', around.repeated, 'retries'],
    ['cache-failure', around.emptyCache, 'lists'],
    ['platform-outage', around.lostZone, 'zone north'],
    ['platform-outage', ground.lostService, 'VAULT']
  ] as const)('finds %s, names what it is in and how to keep it from coming again', async (category, world, component) => {
    const { verdict, remedies } = await conductedIn(world)
    expect(verdict.rootCause).toMatchObject({ category, component: expect.stringContaining(component) })
    expect(remedies.some(({ class: kind, horizon }) => kind === 'fix-cause' && horizon === 'durable')).toBe(true)
  })

  it('proposes none of them where nothing around the service is amiss', async () => {
    const { hypotheses } = await conductedIn(around.ownFault)
    const proposed = hypotheses.map(({ category }) => category)
    expect(proposed).toContain('inefficient-query')
    expect(proposed.filter((one) => /dependency|network|certificate|quota|retry|cache|platform/.test(one))).toEqual([])
  })
})
