import type { Pair } from './attacked-request.ts'

const plain = ([name, value]: Pair): string => `${name}=${value}`
const suffixed =
  (more: string) =>
  ([name, value]: Pair): string =>
    `${name}=${value}${more}`
const instead =
  (value: string) =>
  ([name]: Pair): string =>
    `${name}=${value}`

/** Markup that runs where it is not escaped; its own words are looked for in answers. */
export const markup = `"'><img src=x onerror=alert(1)></script><svg onload=alert(2)>`

/** What may be wrong with one parameter: gives the text that stands in its place, encoded or not. */
export const mutations: Readonly<Record<string, (pair: Pair) => string>> = {
  missing: () => '',
  empty: instead(''),
  'without a value': ([name]) => name,
  repeated: (pair) => `${plain(pair)}&${plain(pair)}`,
  'repeated with another value': (pair) => `${plain(pair)}&${pair[0]}=other`,
  'an array': ([name, value]) => `${name}%5B%5D=${value}&${name}%5B%5D=${value}`,
  'an object': ([name, value]) => `${name}%5Ba%5D=${value}`,
  'a prototype': ([name, value]) => `${name}%5B__proto__%5D=${value}&__proto__=${value}&constructor=x`,
  'the name of a prototype': instead('__proto__'),
  'JSON null': instead('null'),
  'a JSON array': instead('%5B%5B%5B%5B%5D%5D%5D%5D'),
  'a JSON object': instead('%7B%22__proto__%22:%7B%22a%22:1%7D%7D'),
  'a number': instead('-1e400'),
  'only spaces': instead('+++'),
  'spaces around it': ([name, value]) => `${name}=+${value}+`,
  'in capitals': ([name, value]) => `${name}=${value.toUpperCase()}`,
  'its name in capitals': ([name, value]) => `${name.toUpperCase()}=${value}`,
  'with a NUL': suffixed('%00'),
  'with a new line and a header': suffixed('%0d%0aSet-Cookie:%20evil=1%0d%0a%0d%0a<script>'),
  'a bare escape': suffixed('%'),
  'a bad escape': suffixed('%zz%u0041'),
  'invalid UTF-8': suffixed('%c3%28%ff%fe'),
  'a lone surrogate': suffixed('%ed%a0%80'),
  'an overlong slash': suffixed('%c0%af%c0%ae'),
  'raw high bytes': suffixed('\xff\xfe\xe9'),
  'directions turned': suffixed('%e2%80%ae%e2%81%a6%ef%bb%bf'),
  markup: instead(encodeURIComponent(markup)),
  'markup behind it': suffixed(encodeURIComponent(markup)),
  template: instead('%7Buri%7D%7Bapp%7D%24%7B7*7%7D%24%26%24%60'),
  'one kilobyte': instead('a'.repeat(1024)),
  'ten kilobytes': instead('a'.repeat(10 * 1024)),
  '64 kilobytes': instead('a'.repeat(64 * 1024)),
  'ten thousand dots': instead('.'.repeat(10_000)),
  'ten thousand slashes': instead('%2F'.repeat(3000)),
  'a deep JSON': instead(`${'['.repeat(5000)}${']'.repeat(5000)}`),
}
