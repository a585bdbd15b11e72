/** The documents that the exhibits come from, by the first part of their statements' ids, in the order of the page. */
const documents = [
  {
    id: '000',
    title: 'Sign-in meets CORS',
    about: 'A session ends, a token is refused, a provider is asked in the wrong way: the browser says CORS.',
  },
  {
    id: '001',
    title: 'Apps published apart',
    about: 'Page and API share an origin inside, and behind an application proxy no longer. Six ways out.',
  },
  {
    id: '002',
    title: 'Pages left open',
    about: 'Tokens and sessions end while somebody is at work, and the next call is the one to fail.',
  },
  {
    id: '003',
    title: 'Single-page apps with tokens of their own',
    about:
      'ADAL.js and the implicit flow, a Web API that has CORS, and an older service beside it that has not.',
  },
  {
    id: '004',
    title: 'Works here, fails deployed',
    about:
      'Audience, issuer, lifetime, claims, forwarded headers: what differs between a laptop and the cloud.',
  },
]

const others = { id: '', title: 'Further exhibits', about: 'Added since.' }

/** Where an exhibit belongs: to the document of the first statement that it shows. */
export const groupOf = ({ shows }) => documents.find(({ id }) => shows[0]?.id.startsWith(`${id}/`)) ?? others

/** The exhibits by group, in the order of the documents; groups without any stay away. */
export const grouped = (exhibits) =>
  [...documents, others]
    .map((group) => ({ group, members: exhibits.filter((exhibit) => groupOf(exhibit) === group) }))
    .filter(({ members }) => members.length > 0)

/** The exhibits in the order in which the list shows them. */
export const inOrder = (exhibits) => grouped(exhibits).flatMap(({ members }) => members)
