import type { Addresses, FoundExhibit } from '@clearway/gallery'
import { labSecrets } from '../lab/directory.ts'
import { addressesOf, places } from './addresses.ts'

const gatewayOf = (
  { published = [], title }: FoundExhibit,
  { clientId, origin }: Addresses,
): readonly Readonly<Record<string, unknown>>[] =>
  published.length === 0
    ? []
    : [
        {
          appId: clientId('gateway'),
          displayName: `Clearway: ${title}`.slice(0, 120),
          web: {
            redirectUris: published.flatMap((label) => [
              `${origin(label)}/.clearway/callback`,
              `${origin(label)}/.clearway/signed-out`,
            ]),
          },
          passwordCredentials: [{ secretText: labSecrets.gateway }],
          groupMembershipClaims: 'SecurityGroup',
          optionalClaims: {
            idToken: [{ name: 'groups', additionalProperties: ['cloud_displayname'] }, { name: 'email' }],
          },
        },
      ]

/** The applications that the local Entra has to know for the exhibits of a gallery at an origin. */
export const galleryApplications = (gallery: string, exhibits: readonly FoundExhibit[]): readonly object[] =>
  exhibits.flatMap((exhibit) =>
    (['broken', 'mended'] as const).flatMap((variant) =>
      places.flatMap((place) => {
        const addresses = addressesOf({ exhibit: exhibit.name, variant, place }, gallery)
        return (exhibit.applications?.(addresses) ?? []).concat(gatewayOf(exhibit, addresses))
      }),
    ),
  )
