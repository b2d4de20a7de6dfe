/**
 * The network of an address: the first 24 bits of IPv4, the first 48 of IPv6, which is what one subscriber or one hoster's
 * machine room has. A key to group by, never to show. Null for what is no address.
 */
export function networkOf(client: string): string | null {
  const v4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}(?::\d+)?$/i.exec(client.trim())
  if (v4) return `${v4[1]}.${v4[2]}.${v4[3]}`
  const text = client
    .trim()
    .replace(/^\[|\](?::\d+)?$|%.*$/g, '')
    .toLowerCase()
  if (!/^[\da-f:]+$/.test(text) || !text.includes(':')) return null
  const [head = '', tail] = text.split('::')
  const first = head.split(':').filter((group) => group !== '')
  const last = (tail ?? '').split(':').filter((group) => group !== '')
  const missing = tail === undefined ? 0 : 8 - first.length - last.length
  const groups = [...first, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...last]
  return groups.length === 8
    ? groups
        .slice(0, 3)
        .map((group) => group.replace(/^0+(?=.)/, ''))
        .join(':')
    : null
}
