package dev.agentpool.testkit.simulation;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.NotePut.Expected;
import dev.agentpool.ledger.Reply;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes notes at random, and knows what must be there then: a put whose expectation is wrong
 * changes nothing, no version comes twice, nothing is lost on the way to another space or aside.
 * Throws {@link AssertionError} where the ledger differs. Not thread-safe.
 */
final class Notebook {
  private static final List<String> SPACES = List.of("context", "inbox:slot-1", "slot");
  private static final NoteBound BOUND = new NoteBound(20, 60, 4);
  private final Ledger ledger;
  private final Chance chance;
  private final Map<String, NavigableMap<String, Note>> spaces = new HashMap<>();
  private final Map<String, Set<Long>> versions = new HashMap<>();
  private final List<Note> everPut = new ArrayList<>();
  private int aside;

  Notebook(Ledger ledger, Chance chance) {
    this.ledger = ledger;
    this.chance = chance;
  }

  private NavigableMap<String, Note> in(PoolId pool, String space) {
    return spaces.computeIfAbsent(pool + " " + space, _ -> new TreeMap<>());
  }

  /** One move. */
  void change(PoolId pool) {
    String space = chance.oneOf(SPACES);
    String key = "k" + chance.below(6);
    switch (chance.below(20)) {
      case 0 -> take(pool, space);
      case 1 -> {
        move(pool, space, chance.oneOf(SPACES));
        return;
      }
      case 2 -> setAside(pool, space);
      case 3, 4, 5 -> remove(pool, space, key);
      default -> put(pool, space, key);
    }
    check(pool, space);
  }

  private void put(PoolId pool, String space, String key) {
    NavigableMap<String, Note> now = in(pool, space);
    NotePut put = new NotePut(key, "v".repeat(chance.below(25)), expected(now, key));
    Reply<List<Note>> reply = ledger.putNotes(pool, space, List.of(put), BOUND);
    boolean isExpected = put.expected().allows(Optional.ofNullable(now.get(key)));
    switch (reply) {
      case Reply.Done<List<Note>>(List<Note> notes) -> {
        require(isExpected, "was put, and not as expected", put);
        Note note = notes.getFirst();
        require(
            versions.computeIfAbsent(pool + space + key, _ -> new HashSet<>()).add(note.version()),
            "has a version that there was",
            note);
        now.put(key, note);
        everPut.add(note);
      }
      case Reply.Refused<List<Note>>(Refusal refusal) ->
          require(
              (refusal.code() == Refusal.Code.NOTE_CHANGED) != isExpected,
              "was refused as " + refusal,
              put);
    }
  }

  private Expected expected(NavigableMap<String, Note> now, String key) {
    return switch (chance.below(4)) {
      case 0 -> new Expected.Anything();
      case 1 -> new Expected.Nothing();
      case 2 ->
          new Expected.Version(
              everPut.isEmpty() ? 0 : chance.oneOf(everPut).version()); // as often a stale one
      default ->
          now.containsKey(key)
              ? new Expected.Version(now.get(key).version())
              : new Expected.Nothing();
    };
  }

  private void remove(PoolId pool, String space, String key) {
    Optional<Note> removed = ledger.removeNote(pool, space, key);
    require(
        removed.equals(Optional.ofNullable(in(pool, space).remove(key))), "was removed", removed);
  }

  private void take(PoolId pool, String space) {
    NavigableMap<String, Note> there = in(pool, space);
    agree(there, ledger.takeNotes(pool, space), space);
    there.clear();
  }

  private void move(PoolId pool, String from, String to) {
    if (!from.equals(to)) {
      NavigableMap<String, Note> there = in(pool, to);
      ledger.moveNotes(pool, from, to).forEach(note -> there.put(note.key(), note));
      Set<String> gone = in(pool, from).keySet();
      require(there.keySet().containsAll(gone), "are not there of", gone);
      gone.clear();
      check(pool, from);
      check(pool, to);
    }
  }

  private void setAside(PoolId pool, String space) {
    Map.Entry<String, Note> broken = in(pool, space).pollFirstEntry();
    if (broken != null) {
      ledger.setNoteAside(pool, broken.getValue(), "by chance");
      ledger.setNoteAside(pool, broken.getValue(), "by chance"); // another reader
      aside++;
      long kept =
          ledger.pools().stream()
              .mapToLong(one -> ledger.notes(one.id(), "set_aside").size())
              .sum();
      require(kept == aside, "are set aside, not " + aside, kept);
    }
  }

  private void check(PoolId pool, String space) {
    agree(in(pool, space), ledger.notes(pool, space), space);
  }

  private static void agree(NavigableMap<String, Note> wanted, List<Note> found, String space) {
    List<Note> notes = List.copyOf(wanted.values());
    require(notes.equals(found), "are in " + space + ", and not " + notes, found);
  }

  private static void require(boolean holds, String what, Object of) {
    if (!holds) {
      throw new AssertionError(of + " " + what);
    }
  }
}
