import { type CauseCategory, state } from '../../../../domain/index.ts'
import { predictionsFor, type Row, type Scene } from '../../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { subjectOf } from '../../draft.ts'
import { namedOrAsItBegan } from '../change-trigger.ts'
import { onsetOfLines } from '../onset.ts'
import type { Told } from './read-novelties.ts'

/** What a class of cause would be where only what is said of it is known, and what it would do. */
export const meanings: Partial<Record<CauseCategory, readonly [what: string, how: string]>> = {
  'abusive-traffic': ['programs that ask like no people', 'what they ask for takes what people need'],
  'batch-interference': [
    'work beside the ordinary day',
    'it takes what ordinary work shares with it, which waits and is itself unchanged'
  ],
  'cache-failure': ['a cache that no longer answers', 'what stands behind it has to answer instead'],
  'code-defect': ['the program’s own code', 'it cannot go on there, and what it stands on answers as ever'],
  'data-defect': ['a record that the program cannot digest', 'whoever asks for it fails, and nobody else'],
  'expired-certificate': ['a certificate or credential that is no longer taken', 'whoever connects is refused at once'],
  'faulty-instance': [
    'one host or instance that is not well',
    'what it serves is late or fails, and its peers do the same work in health'
  ],
  'inefficient-query': [
    'a query that takes far more than it did',
    'whoever asks waits for it, and so does what shares its resource'
  ],
  'lock-contention': ['a lock that is held', 'others stand still until its holder ends'],
  'memory-leak': ['memory that is not let go', 'collecting takes the time, until the process ends'],
  misconfiguration: ['a setting that does not fit what is asked', 'the same work is refused or queues'],
  'network-fault': ['the way between services', 'calls are lost or late on it, and whoever is called works as ever'],
  'platform-outage': ['the ground that the services stand on', 'several lose it at once'],
  'query-amplification': [
    'one run that asks many times where it asked once',
    'each answer is quick, and there are too many of them'
  ],
  'quota-exhaustion': ['something of which there is no more', 'what needs it is refused at once, and what needs none goes on'],
  'resource-leak': ['something that is taken and not given back', 'there is none left for those who come'],
  'retry-storm': ['repetitions of what failed', 'they become the load that keeps it failing']
}

/** What words tell, a word or two long, without what varies in them. */
export const gist = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 120)

/** The explanation of a class about the thing that something new names. */
export async function draftOfNovelty(desk: Desk, { category, row }: Told, scene: Scene): Promise<HypothesisDraft> {
  const [meaning, how] = meanings[category] ?? ['what is said', 'it does what is said']
  const told = row.text('series') === null ? ofWords(desk, row, meaning, how, scene) : ofSeries(row, meaning, how)
  const head = { category, ...told, onsetResolutionSeconds: Math.max(300, told.onsetResolutionSeconds) }
  return {
    ...head,
    trigger: await namedOrAsItBegan(desk, head),
    proposedBy: 'theorist',
    predictions: predictionsFor(category)
  }
}

type Drafted = Pick<HypothesisDraft, 'component' | 'subject' | 'statement' | 'mechanism' | 'onset' | 'onsetResolutionSeconds'>

function ofWords(desk: Desk, row: Row, meaning: string, how: string, scene: Scene): Drafted {
  const [who, what] = [row.text('who'), gist(row.text('what') ?? '')]
  const values = {
    ...(who === null ? {} : { who: [row.cite('who'), 'text'] as const }),
    what: [row.cite('what'), 'text'] as const
  }
  return {
    component: `${meaning}${who === null ? '' : `, at ${who}`}: “${what}”`,
    subject: subjectOf({ entity: who }),
    ...onsetOfLines(row.text('first_at'), { count: row.number('count'), last: desk.window?.to ?? null }, scene),
    statement: state(
      `${who === null ? 'a source' : '{who}'} tells of ${meaning}: {count} times since {first}, and {before} times in healthy time, “{what}”`,
      {
        ...values,
        count: [row.cite('count'), 'integer'],
        first: [row.cite('first_at'), 'time'],
        before: [row.cite('before'), 'integer']
      }
    ),
    mechanism: state(`as “{what}” has it${who === null ? '' : ' ({who})'}, ${how}`, values)
  }
}

function ofSeries(row: Row, meaning: string, how: string): Drafted {
  const since = row.text('beyond_load_onset') === null ? 'onset' : 'beyond_load_onset'
  const entity = row.text('entity')
  return {
    component: `${meaning}${entity === null ? '' : `, at ${entity}`}, as ${row.text('series') ?? 'a series'} counts it`,
    subject: subjectOf({ entity, series: row.text('series') }),
    onset: row.text(since),
    onsetResolutionSeconds: 2 * (row.number('resolution_seconds') ?? 60),
    statement: state(`{series} tells of ${meaning}: it goes from {before} to {now}, beyond what load explains, from {since} on`, {
      series: [row.cite('series'), 'text'],
      before: [row.cite('baseline_median'), 'number'],
      now: [row.cite('peak'), 'number'],
      since: [row.cite(since), 'time']
    }),
    mechanism: state(`as {series} has it, ${how}`, { series: [row.cite('series'), 'text'] })
  }
}
