package dev.agentpool.ledger.moves;

import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NotePut;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a space of notes has room. Pure. */
final class NoteRoom {
  private NoteRoom() {}

  /**
   * Why these cannot be put beside what is there, for people; empty when they can.
   *
   * @param now all notes of the space
   */
  static Optional<String> beyond(
      List<Note> now, List<NotePut> puts, String space, NoteBound bound) {
    for (NotePut put : puts) {
      if (put.value().length() > bound.value()) {
        return Optional.of(
            "'"
                + put.key()
                + "' of '"
                + space
                + "' has "
                + put.value().length()
                + " characters; one has at most "
                + bound.value());
      }
    }
    Set<String> keys = puts.stream().map(NotePut::key).collect(Collectors.toSet());
    List<Note> others = now.stream().filter(note -> !keys.contains(note.key())).toList();
    if (others.size() + keys.size() > bound.notes()) {
      return Optional.of(
          "'" + space + "' keeps at most " + bound.notes() + " of them; remove one first");
    }
    long size =
        others.stream().mapToLong(Note::size).sum() + puts.stream().mapToLong(NotePut::size).sum();
    return size <= bound.all()
        ? Optional.empty()
        : Optional.of(
            "'"
                + space
                + "' would have "
                + size
                + " characters; at most "
                + bound.all()
                + " are kept: remove something first, or put long texts into files and note their"
                + " names");
  }
}
