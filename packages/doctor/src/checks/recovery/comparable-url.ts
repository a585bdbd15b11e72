/**
 * Parameters that pages change with each call so that no cache answers it: `_=1732100000000` of jQuery, `cb=7`. A name
 * that could as well be something of the application's counts with a time alone, in seconds or less.
 */
const cacheBuster =
  /^(?:(?:_|_t|cb|nocache|no_cache|_nocache|cachebuster|cachebust|bust|rnd|rand|random)=\d{1,20}(?:\.\d{1,20})?|(?:t|ts|time|timestamp)=\d{9,20})$/i

/**
 * An address by which calls are compared: without its fragment and the parameters of its query that are there against
 * caches, the others in the order of their letters.
 */
export function comparableUrl(address: string): string {
  const url = address.split('#', 1)[0]!
  const at = url.indexOf('?')
  if (at === -1) return url
  const kept = url
    .slice(at + 1)
    .split('&')
    .filter((parameter) => !cacheBuster.test(parameter))
    .map((parameter) => parameter.replaceAll('+', '%20'))
    .toSorted()
  return kept.length === 0 ? url.slice(0, at) : `${url.slice(0, at)}?${kept.join('&')}`
}
