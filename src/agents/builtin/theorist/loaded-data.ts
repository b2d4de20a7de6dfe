import { citeFact, state } from '../../../domain/index.ts'
import {
  failsSince,
  has,
  loadedJustBefore,
  loadsBefore,
  loadValues,
  predictionsFor,
  saidOfLoad,
  textIn
} from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, askAll, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'

/** Data was brought in and something new fails since: what it holds is not what the code expects. Undefined where no load lies so near. */
export async function loadedData(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const scene = await sceneAt(desk)
  const [loads] = await askAll(desk, loadsBefore(scene))
  const load = loadedJustBefore(loads)
  const errors = frame && (await ask(desk, 'error_kinds', frame))
  if (!load || !errors || !failsSince(errors, load) || !has(errors, 'top_exception')) return undefined
  if (!/^(?:program|other)$/.test(textIn(errors, 'top_kind') ?? '')) return undefined
  const [who, file, at] = [load.text('who') ?? '', load.text('file'), load.text('at')]
  const where = scene.origin?.service ?? textIn(errors, 'top_logger') ?? 'the program'
  return {
    category: 'data-defect',
    component: `what ${who} brought in${file === null ? '' : ` (${file})`}, on which ${where} fails`,
    subject: subjectOf({ entity: file ?? who }),
    statement: state(saidOfLoad, loadValues(load)),
    mechanism: state(
      'what {who} brought in is not what the code expects: since then {exception} is logged {count} times, and never before',
      {
        who: [load.cite('who'), 'text'],
        exception: [citeFact(errors, 'top_exception'), 'text'],
        count: [citeFact(errors, 'top_window'), 'integer']
      }
    ),
    trigger: { kind: 'data', ref: file ?? who, time: at },
    onset: at,
    onsetResolutionSeconds: 60,
    proposedBy: 'theorist',
    predictions: predictionsFor('data-defect')
  }
}
