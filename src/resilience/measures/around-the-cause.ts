import type { KindsOfMeasure } from './kind.ts'

/** Measures on the cause itself, on size, and on what people get meanwhile. */
export const aroundTheCause: KindsOfMeasure<
  | 'fix-cause'
  | 'revert'
  | 'pool-size'
  | 'outlier-ejection'
  | 'planned-restart'
  | 'write-buffer'
  | 'graceful-degradation'
  | 'capacity'
> = {
  'fix-cause': {
    effect: 'removes',
    horizon: 'durable',
    title: 'Remove the cause',
    action: 'Remove the cause at the component that is named.',
    costs: 'A change to the service: test it as one.',
    who: 'the team that owns the component',
    how: () => ['Do what the remedies say, with the check of the prevention section written first'],
    doneWhen: 'the detector on the cause stays quiet under the load that set it off, and the test of this class passes'
  },
  revert: {
    effect: 'removes',
    horizon: 'now',
    title: 'Undo the change',
    action: 'Undo the change that set it off, and watch whether the first sign of the cause goes.',
    costs: 'What the change was for is gone as well.',
    who: 'the team that made the change',
    how: () => ['Roll back by the way of the release, not by hand', 'Watch the detector on the cause, not the pool'],
    doneWhen: 'the first sign of the cause is back in its healthy range'
  },
  'pool-size': {
    effect: 'contains',
    horizon: 'durable',
    title: 'Size of the pool from what it serves',
    action:
      'Set the pool to what the peak needs at the usual cost of work, with headroom, and no higher: more of it lets more slow work in.',
    costs: 'Every unit costs memory where it ends; all instances together must stay below the limit of what stands behind.',
    who: 'application team with the database team',
    how: () => [
      'Set the pool to {size} over all instances together',
      'Write down from which rate and hold time it was computed, and compute it again when either changes'
    ],
    doneWhen: 'at the peak of a normal day hardly anyone waits, and the sum of all pools is below the limit behind them'
  },
  'outlier-ejection': {
    effect: 'contains',
    horizon: 'durable',
    title: 'The balancer takes out an instance that departs from its peers',
    action: 'Let the load balancer take out by itself an instance whose latency or failures part from those of its peers.',
    costs: 'With few instances the others must bear its share: never eject more than a third.',
    who: 'platform team',
    how: () => [
      'Switch on outlier detection (Envoy outlier_detection, nginx max_fails with fail_timeout, target group health)',
      'Let the health check do a piece of real work with a short time-out, not only open a port'
    ],
    doneWhen: 'a rehearsal that slows one instance sees it taken out within a minute'
  },
  'planned-restart': {
    effect: 'contains',
    horizon: 'now',
    title: 'Restart in turn before it is full',
    action: 'Stop-gap: restart one instance after the other before what leaks is used up, each drained first.',
    costs: 'It hides the leak: give it an end date and keep the detector on the growth.',
    who: 'platform team',
    how: () => [
      'Restart each instance in turn every {every}, after draining it',
      'Take a heap dump or a list of holders before each'
    ],
    doneWhen: 'no instance has run out for a week, and the leak has a ticket with an owner'
  },
  'write-buffer': {
    effect: 'serves',
    horizon: 'durable',
    title: 'Keep what people sent, when it cannot be stored at once',
    action:
      'Take what people send into a queue that does not fail with the store, tell them so, and do it when the store is back.',
    costs: 'It may turn out that it cannot be done: people must be told, and payments only taken when it is certain.',
    who: 'application team with the service owner',
    how: () => [
      'Write the request to a durable queue with an identifier of its own; make storing it repeatable',
      'Show a reference and say when an answer comes; send it when it is done'
    ],
    doneWhen: 'with the store stopped in a test, a form is accepted and is stored once after the store is back'
  },
  'graceful-degradation': {
    effect: 'serves',
    horizon: 'durable',
    title: 'A page that still serves',
    action:
      'When this part is missing, serve what does not need it: a last known answer with its time, a shorter form, or where else to go.',
    costs: 'Old answers can mislead: mark them, and never take payment on them.',
    who: 'application team with the content designer',
    how: () => [
      'Put a switch (feature flag) around the part, that the team on call can throw without a release',
      'Serve the last known answer with its time, or leave the part out and say so',
      'Write the texts now: see the notices'
    ],
    doneWhen: 'with the part switched off, a rehearsal completes the journeys that do not need it'
  },
  capacity: {
    effect: 'removes',
    horizon: 'durable',
    title: 'Capacity for the peak that was seen',
    action:
      'Give the resource that fills first what the peak needs, with headroom: here the demand is the cause, and scaling is right.',
    costs: 'Money, for as long as the peak may come back.',
    who: 'platform team with the service owner',
    how: () => [
      'Size for the peak that was seen and a fifth more; scale by the clock before a date that is known, not by reaction'
    ],
    doneWhen: 'a load test at the peak and a fifth more meets the service level'
  }
}
