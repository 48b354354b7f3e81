package dev.agentpool.ledger.moves;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.NotePut.Expected;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.space.SetAside;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves of notes. Lives inside one transaction.
 *
 * <p>INVARIANT: a note's version is the number of the entry that put it where it is, so a key never
 * has the same one twice.
 */
final class NoteMoves {
  private final Books books;

  NoteMoves(Books books) {
    this.books = books;
  }

  /** Puts notes, all or none: each must be as expected, and the space stay within its bound. */
  Reply<List<Note>> putNotes(PoolId pool, String space, List<NotePut> puts, NoteBound bound) {
    if (books.pools().find(pool).isEmpty()) {
      return Reply.refused(Refusal.Code.POOL_NOT_FOUND, "no pool " + pool + " is open");
    }
    for (NotePut put : puts) {
      Optional<Note> now = books.notes().note(pool, space, put.key());
      if (!put.expected().allows(now)) {
        return Reply.refused(Refusal.Code.NOTE_CHANGED, changed(space, put, now));
      }
    }
    Optional<String> beyond = NoteRoom.beyond(books.notes().notes(pool, space), puts, space, bound);
    if (beyond.isPresent()) {
      return Reply.refused(Refusal.Code.INVALID, beyond.get());
    }
    return Reply.done(puts.stream().map(put -> put(pool, space, put)).toList());
  }

  private Note put(PoolId pool, String space, NotePut put) {
    long version =
        append(
            JournalKind.NOTE_PUT,
            pool,
            new Subject.OfNote(space, put.key()),
            space + " " + put.key());
    Note note = new Note(space, put.key(), put.value(), books.now(), version);
    books.notes().put(pool, note);
    return note;
  }

  private long append(JournalKind kind, PoolId pool, Subject subject, String detail) {
    return books.journal().append(kind, pool, subject, detail);
  }

  private static String changed(String space, NotePut put, Optional<Note> now) {
    String what = "'" + put.key() + "' of '" + space + "'";
    if (now.isEmpty()) {
      return what + " is gone meanwhile; look again";
    }
    return put.expected() instanceof Expected.Nothing
        ? what + " is there already"
        : what + " was changed meanwhile; look again";
  }

  /** Removes the note and returns it, if there was one. */
  Optional<Note> removeNote(PoolId pool, String space, String key) {
    Optional<Note> note = books.notes().note(pool, space, key);
    note.ifPresent(present -> remove(pool, present));
    return note;
  }

  /** Removes all notes of a space and returns them in the order of their keys. */
  List<Note> takeNotes(PoolId pool, String space) {
    List<Note> notes = books.notes().notes(pool, space);
    notes.forEach(note -> remove(pool, note));
    return notes;
  }

  private void remove(PoolId pool, Note note) {
    books.notes().remove(pool, note.space(), note.key());
    append(
        JournalKind.NOTE_REMOVED,
        pool,
        new Subject.OfNote(note.space(), note.key()),
        note.space() + " " + note.key());
  }

  /** Moves all notes of a space into another and returns them. */
  List<Note> moveNotes(PoolId pool, String from, String to) {
    List<Note> notes = books.notes().notes(pool, from);
    if (notes.isEmpty()) {
      return List.of();
    }
    long version =
        append(JournalKind.NOTE_REMOVED, pool, new Subject.OfSpace(from), from + " moved to " + to);
    List<Note> moved = new ArrayList<>();
    for (Note note : notes) {
      Note there = new Note(to, note.key(), note.value(), note.at(), version);
      books.notes().remove(pool, from, note.key());
      books.notes().put(pool, there);
      moved.add(there);
    }
    return moved;
  }

  /** Keeps an unreadable text, and takes it away from where it is if it is there still. */
  void setNoteAside(PoolId pool, Note unreadable, String why) {
    String space = unreadable.space();
    String text =
        SetAside.SPACE
            .codec()
            .write(new SetAside(space, unreadable.key(), why, unreadable.value()));
    boolean isThere =
        books.notes().note(pool, space, unreadable.key()).filter(unreadable::equals).isPresent();
    if (isThere) {
      books.notes().remove(pool, space, unreadable.key());
    } else if (isKept(pool, text)) { // another reader was first
      return;
    }
    long version =
        append(
            JournalKind.NOTE_SET_ASIDE,
            pool,
            new Subject.OfNote(space, unreadable.key()),
            space + " " + unreadable.key() + " cannot be read: " + why);
    String key = "%019d".formatted(version);
    books.notes().put(pool, new Note(SetAside.SPACE.name(), key, text, books.now(), version));
  }

  private boolean isKept(PoolId pool, String text) {
    return books.notes().notes(pool, SetAside.SPACE.name()).stream()
        .anyMatch(note -> note.value().equals(text));
  }
}
