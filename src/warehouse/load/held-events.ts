import type { ReadItem } from '../../ingest/index.ts'
import type { Group } from '../enrichment/drain.ts'
import { describeEvent, type EventDetails } from '../enrichment/events.ts'
import { createTemplates, type Grouped } from '../enrichment/templates.ts'

type EventItem = Extract<ReadItem, { kind: 'record'; table: 'events' }>

/** Events of a template whose rows were written before the template was what it became. */
export interface StaleTemplate {
  readonly templateId: number
  /** The last record written with what was known then. */
  readonly upTo: number
}

export interface HeldEvents {
  add(sourceId: string, item: EventItem): void
  /** Writes what is held. */
  flush(): void
  stale(): StaleTemplate[]
  /** What an event tells by the templates as they are now; its group is the one that it had. */
  describe(message: string, templateId: number): EventDetails | null
}

interface Written {
  readonly group: Group
  text: string
  last: number
  staleUpTo: number
}

/**
 * Holds events until `most` of them are there: most templates are what they remain by then, and the others are noted as
 * stale. Groups never change once given, so only template and parameters of stale rows are to be put right.
 * @param write appends a row and returns its record id
 */
export function createHeldEvents(
  most: number,
  write: (sourceId: string, item: EventItem, details: EventDetails) => number
): HeldEvents {
  const templates = createTemplates()
  const written = new Map<number, Written>()
  let held: { readonly sourceId: string; readonly item: EventItem; readonly grouped: Grouped }[] = []

  function note(group: Group, recordId: number): void {
    const text = templates.textOf(group)
    const before = written.get(group.id)
    if (before === undefined) written.set(group.id, { group, text, last: recordId, staleUpTo: 0 })
    else {
      if (before.text !== text) before.staleUpTo = before.last
      before.text = text
      before.last = recordId
    }
  }

  function flush(): void {
    for (const { sourceId, item, grouped } of held) {
      note(grouped.group, write(sourceId, item, describeEvent(item.record, templates.describe(grouped))))
    }
    held = []
  }

  return {
    add(sourceId, item) {
      held.push({ sourceId, item, grouped: templates.add(item.record.message) })
      if (held.length >= most) flush()
    },
    flush,
    stale: () =>
      [...written.values()].flatMap(({ group, text, last, staleUpTo }) => {
        const upTo = templates.textOf(group) === text ? staleUpTo : last
        return upTo === 0 ? [] : [{ templateId: group.id, upTo }]
      }),
    describe(message, templateId) {
      const group = written.get(templateId)?.group
      return group === undefined ? null : describeEvent({ message }, templates.describe(templates.again(message, group)))
    }
  }
}
