package dev.agentpool.ledger.moves;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves of notes. Lives inside one transaction. */
final class NoteMoves {
  private final Books books;

  NoteMoves(Books books) {
    this.books = books;
  }

  /** Puts notes, all or none: refused when the space would grow over its bound. */
  Reply<List<Note>> putNotes(PoolId pool, String space, Map<String, String> values, long maxChars) {
    if (books.pools().find(pool).isEmpty()) {
      return Reply.refused(Refusal.Code.POOL_NOT_FOUND, "no pool " + pool + " is open");
    }
    long size = 0;
    for (Note note : books.notes().notes(pool, space)) {
      size += values.containsKey(note.key()) ? 0 : note.size();
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      size += value.getKey().length() + (long) value.getValue().length();
    }
    if (size > maxChars) {
      return Reply.refused(
          Refusal.Code.INVALID,
          "'"
              + space
              + "' would have "
              + size
              + " characters; at most "
              + maxChars
              + " are kept: remove something first, or put long texts into files and note their"
              + " names");
    }
    List<Note> put = new ArrayList<>();
    values.forEach((key, value) -> {
      Note note = new Note(space, key, value, books.now());
      books.notes().put(pool, note);
      books.journal().append(JournalKind.NOTE_PUT, pool, null, 0, null, null, space + " " + key);
      put.add(note);
    });
    return Reply.done(put);
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

  /** Moves all notes of a space into another and returns them. */
  List<Note> moveNotes(PoolId pool, String from, String to) {
    List<Note> moved = new ArrayList<>();
    for (Note note : books.notes().notes(pool, from)) {
      Note there = new Note(to, note.key(), note.value(), note.at());
      books.notes().remove(pool, from, note.key());
      books.notes().put(pool, there);
      moved.add(there);
    }
    if (!moved.isEmpty()) {
      books
          .journal()
          .append(JournalKind.NOTE_REMOVED, pool, null, 0, null, null, from + " moved to " + to);
    }
    return moved;
  }

  private void remove(PoolId pool, Note note) {
    books.notes().remove(pool, note.space(), note.key());
    books
        .journal()
        .append(
            JournalKind.NOTE_REMOVED, pool, null, 0, null, null, note.space() + " " + note.key());
  }
}
