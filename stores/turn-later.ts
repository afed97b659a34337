// Thrown where a request waits for its tenant's next minute: nothing went wrong with it, it stays in the inbox and is taken up again by itself.
export class TurnLater extends Error {
  override readonly name = 'TurnLater';
}
