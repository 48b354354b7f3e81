package dev.agentpool.ledger;

import java.util.Optional;

/** A note as it is to be, if it is now as whoever puts it thinks. */
public record NotePut(String key, String value, Expected expected) {
  public NotePut {
    Note.check(key, value);
  }

  /** Whatever is there. */
  public static NotePut of(String key, String value) {
    return new NotePut(key, value, new Expected.Anything());
  }

  /** Characters it counts for. */
  public long size() {
    return key.length() + (long) value.length();
  }

  /** What is under the key when the move is made; else it is refused. */
  public sealed interface Expected {
    record Anything() implements Expected {}

    record Nothing() implements Expected {}

    /** The note that was read, and not one that somebody put since. */
    record Version(long version) implements Expected {}

    default boolean allows(Optional<Note> now) {
      return switch (this) {
        case Anything _ -> true;
        case Nothing _ -> now.isEmpty();
        case Version(long version) -> now.filter(note -> note.version() == version).isPresent();
      };
    }
  }
}
