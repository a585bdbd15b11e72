/** One entry of the address book. */
export interface Contact {
  readonly id: number
  readonly name: string
  readonly email: string
}

/** The address book: in memory, gone with the process. */
export interface ContactList {
  all(): readonly Contact[]
  find(id: number): Contact | undefined
  /** Adds a contact, or says why it cannot: the value is no contact, or the book is full. */
  add(value: unknown): Contact | ContactRefusal
}

interface ContactRefusal {
  readonly error: 'not-a-contact' | 'list-is-full'
  readonly message: string
}

const maxContacts = 1000
const maxText = 200

/** Makes an address book with three people in it. */
export function createContactList(): ContactList {
  const contacts: Contact[] = [
    { id: 1, name: 'Adele Vance', email: 'adele@contoso.example' },
    { id: 2, name: 'Diego Siciliani', email: 'diego@contoso.example' },
    { id: 3, name: 'Megan Bowen', email: 'megan@contoso.example' },
  ]
  return {
    all: () => contacts,
    find: (id) => contacts.find((contact) => contact.id === id),
    add(value) {
      const name = textOf(value, 'name')
      const email = textOf(value, 'email')
      if (name === undefined || email === undefined || !email.includes('@')) {
        const message = `A contact needs a name and an email address, each of 1 to ${maxText} characters.`
        return { error: 'not-a-contact', message }
      }
      if (contacts.length >= maxContacts) {
        return { error: 'list-is-full', message: `The list holds ${maxContacts} contacts and takes no more.` }
      }
      const contact: Contact = { id: contacts.length + 1, name, email }
      contacts.push(contact)
      return contact
    },
  }
}

function textOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const text: unknown = Object.getOwnPropertyDescriptor(value, name)?.value
  if (typeof text !== 'string') return undefined
  const trimmed = text.trim()
  return trimmed !== '' && trimmed.length <= maxText ? trimmed : undefined
}
