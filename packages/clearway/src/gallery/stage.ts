import { play, type Given, type Site } from '@clearway/gallery'

const page =
  '<!doctype html><meta charset="utf-8"><title>Stage</title><script defer src="/.stage.js"></script>\n'

/** Adds the exhibit's page and its code to what its host answers: a page of its own goes before. */
export const withStage = (
  site: Site,
  script: (given: Given) => Promise<unknown>,
  given: Given,
  gallery: string,
): Site => {
  const code = `(${String(play)})(${String(script)}, ${JSON.stringify(given)}, ${JSON.stringify(gallery)})\n`
  return async (request) => {
    const { pathname } = request.url
    if (pathname === '/.stage.js') {
      return {
        headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
        body: code,
      }
    }
    if (pathname === '/favicon.ico') return { status: 204 }
    const answer = await site(request)
    if (pathname !== '/' || answer.status !== 404) return answer
    return { headers: { 'content-type': 'text/html; charset=utf-8', ...answer.headers }, body: page }
  }
}
