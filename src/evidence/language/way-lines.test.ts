import { expect, it } from 'vitest'
import { coarseWayWords, tellsOfTheWay } from './way-lines.ts'

it.each([
  '%IP-4-DUPADDR: Duplicate address 192.0.2.7 on Vlan12, sourced by 0000.5e00.5301',
  'kernel: IPv4: 192.0.2.7 duplicate address detected',
  'arp: 192.0.2.7 moved from 00:00:5e:00:53:01 to 00:00:5e:00:53:af on em0',
  'arpwatch: flip flop 192.0.2.7 00:00:5e:00:53:01 (00:00:5e:00:53:af)',
  'Host 0000.5e00.5301 in vlan 12 is flapping between port Gi1/0/1 and port Gi2/0/7',
  'DHCP client: IP address conflict for 192.0.2.7',
  '%BGP-5-ADJCHANGE: neighbor 192.0.2.1 Down Hold Timer expired',
  'ospfd: neighbor 192.0.2.1 state change Full -> Down',
  'Keepalived_vrrp: (VI_1) Entering BACKUP STATE',
  '%LINEPROTO-5-UPDOWN: Line protocol on Interface TenGigabitEthernet1/1, changed state to down',
  'ixgbe 0000:03:00.0 eth0: NIC Link is Down',
  'transceiver rx power low alarm on Te1/1/2',
  '%SPANTREE-2-LOOPGUARD_BLOCK: Loop guard blocking port',
  'nf_conntrack: table full, dropping packet',
  'neighbour: arp_cache: neighbor table overflow!',
  'ICMP fragmentation needed, mtu 1380',
  'charon: tunnel site-b: dead peer detected, giving up',
  'IPsec SA site-b down: rekey failed'
])('%s tells of the way', (line) => {
  expect(tellsOfTheWay(line)).toBe(true)
  expect(new RegExp(coarseWayWords.slice(4), 'i').test(line)).toBe(true)
})

it.each([
  'duplicate key value violates unique constraint "orders_pkey"',
  'optimistic lock conflict for order 71',
  'payment link sent to customer',
  'route GET /tunnels/7 took 12 ms',
  'VPN user anna logged in',
  'retry loop finished',
  'mac os client 12 connected',
  'Connection to 192.0.2.7:5432 refused',
  'power user plan selected'
])('%s does not', (line) => {
  expect(tellsOfTheWay(line)).toBe(false)
})
