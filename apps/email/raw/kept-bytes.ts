// One file's bytes while they stream in, put together in one place: lists of pieces would need the file's size once more at the end.

export type KeptBytes = { add(chunk: Buffer): void; all(): Buffer };

/** @param guess how many there may be; of a guess that is too high, the system never gives the rest */
export function keptBytes(guess: number): KeptBytes {
  let room = Buffer.allocUnsafeSlow(guess);
  let bytes = 0;
  return {
    add(chunk) {
      if (bytes + chunk.length > room.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(bytes + chunk.length, room.length * 2));
        room.copy(larger, 0, 0, bytes);
        room = larger;
      }
      bytes += chunk.copy(room, bytes);
    },
    // Handed to a worker, all of the room goes along.
    all: () => (room.length - bytes > bytes / 8 ? Buffer.from(room.subarray(0, bytes)) : room.subarray(0, bytes)),
  };
}
