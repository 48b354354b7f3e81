package dev.agentpool.ledger.space;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.NotePut.Expected;
import dev.agentpool.ledger.Reply;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The small things of one space, in a ledger. A text that is none of them, or larger than the
 * space's bound, does not stand in anybody's way and is not lost: whoever finds it sets it aside
 * ({@link SetAside}), which is an entry of the journal, and goes on without it. Thread-safe.
 */
public final class Notes<T> {
  private final Space<T> space;
  private final Ledger ledger;

  Notes(Space<T> space, Ledger ledger) {
    this.space = space;
    this.ledger = ledger;
  }

  public Optional<Noted<T>> find(PoolId pool, String key) {
    return ledger.note(pool, space.name(), key).flatMap(note -> read(pool, note));
  }

  /** In the order of their keys. */
  public List<Noted<T>> list(PoolId pool) {
    return read(pool, ledger.notes(pool, space.name()));
  }

  private List<Noted<T>> read(PoolId pool, List<Note> notes) {
    List<Noted<T>> read = new ArrayList<>();
    notes.forEach(note -> read(pool, note).ifPresent(read::add));
    return read;
  }

  private Optional<Noted<T>> read(PoolId pool, Note note) {
    try {
      return Optional.of(decoded(note));
    } catch (RuntimeException unreadable) {
      setAside(pool, note, unreadable);
      return Optional.empty();
    }
  }

  private Noted<T> decoded(Note note) {
    if (note.value().length() > space.bound().value()) {
      throw new IllegalArgumentException(
          "it has " + note.value().length() + " characters, at most " + space.bound().value());
    }
    return new Noted<>(note.key(), space.codec().read(note.value()), note.at(), note.version());
  }

  private void setAside(PoolId pool, Note note, RuntimeException unreadable) {
    try {
      ledger.setNoteAside(pool, note, whyOf(unreadable));
    } catch (LedgerException stays) {
      // It stays where it is until the ledger can be written again, and is found again then.
    }
  }

  private static String whyOf(RuntimeException unreadable) {
    String message = unreadable.getMessage();
    return message == null ? unreadable.getClass().getSimpleName() : message;
  }

  /** Adds or replaces. */
  public Reply<Noted<T>> put(PoolId pool, String key, T value) {
    return put(pool, key, value, new Expected.Anything());
  }

  /** Refused as {@code NOTE_CHANGED} when there is one. */
  public Reply<Noted<T>> add(PoolId pool, String key, T value) {
    return put(pool, key, value, new Expected.Nothing());
  }

  /** Refused as {@code NOTE_CHANGED} when it is not as it was read any more, or gone. */
  public Reply<Noted<T>> replace(PoolId pool, Noted<T> before, T value) {
    return put(pool, before.key(), value, new Expected.Version(before.version()));
  }

  /**
   * Makes of what is there what is to be there, however many do so at once.
   *
   * @param change may be called again, with what somebody else made of it meanwhile
   */
  public Reply<Noted<T>> change(PoolId pool, String key, Function<Optional<T>, T> change) {
    while (true) {
      Optional<Noted<T>> before = find(pool, key);
      T after = change.apply(before.map(Noted::value));
      Reply<Noted<T>> reply =
          before.isPresent() ? replace(pool, before.get(), after) : add(pool, key, after);
      if (!(reply instanceof Reply.Refused<Noted<T>>(Refusal refusal)
          && refusal.code() == Refusal.Code.NOTE_CHANGED)) {
        return reply;
      }
    }
  }

  private Reply<Noted<T>> put(PoolId pool, String key, T value, Expected expected) {
    NotePut put = new NotePut(key, space.codec().write(value), expected);
    return switch (ledger.putNotes(pool, space.name(), List.of(put), space.bound())) {
      case Reply.Done<List<Note>>(List<Note> notes) -> {
        Note note = notes.getFirst();
        yield Reply.done(new Noted<>(key, value, note.at(), note.version()));
      }
      case Reply.Refused<List<Note>>(Refusal refusal) -> new Reply.Refused<>(refusal);
    };
  }

  /** Whether there was one, of whatever text. */
  public boolean remove(PoolId pool, String key) {
    return ledger.removeNote(pool, space.name(), key).isPresent();
  }

  public boolean isEmpty(PoolId pool) {
    return ledger.notes(pool, space.name()).isEmpty();
  }

  /** Removes all and returns them in the order of their keys: each goes to one taker. */
  public List<Noted<T>> take(PoolId pool) {
    list(pool); // what cannot be read is not taken away
    return read(pool, ledger.takeNotes(pool, space.name()));
  }

  /** All at once into another space of such things. */
  public void moveTo(PoolId pool, Space<T> other) {
    ledger.moveNotes(pool, space.name(), other.name());
  }
}
