import type { Subject } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import type { Scene } from '../scene.ts'

/** A call over the window and its baseline, which may be unknown (null); none without a window. */
export function compared(tool: string, scene: Scene, more: Call['arguments'] = {}): Call[] {
  const { window, baseline } = scene
  return window ? [{ tool, arguments: { window, baseline, ...more } }] : []
}

/** A call over the window alone; none when it is unknown. */
export function within(tool: string, scene: Scene, more: Call['arguments'] = {}): Call[] {
  return scene.window ? [{ tool, arguments: { window: scene.window, ...more } }] : []
}

/** How many runs of one operation a test looks at: enough for any statistic here, few enough to keep a report readable. */
export const runsLimit = 200

/** The runs of the subject's operation in time order; none when the subject is no operation. */
export function runsOf(subject: Subject, scene: Scene): Call[] {
  const { population, operation } = subject
  return population && operation ? within('operation_runs', scene, { population, operation, limit: runsLimit }) : []
}
