package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.books.NoteBook;
import dev.agentpool.pool.PoolId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The notes in maps, each space in the order of its keys. */
final class MemoryNotes implements NoteBook {
  private record Space(PoolId pool, String name) {}

  private final Map<Space, NavigableMap<String, Note>> spaces = new HashMap<>();

  private NavigableMap<String, Note> space(PoolId pool, String name) {
    return spaces.computeIfAbsent(new Space(pool, name), _ -> new TreeMap<>());
  }

  @Override
  public Optional<Note> note(PoolId pool, String space, String key) {
    return Optional.ofNullable(space(pool, space).get(key));
  }

  @Override
  public List<Note> notes(PoolId pool, String space) {
    return List.copyOf(space(pool, space).values());
  }

  @Override
  public void put(PoolId pool, Note note) {
    space(pool, note.space()).put(note.key(), note);
  }

  @Override
  public void remove(PoolId pool, String space, String key) {
    space(pool, space).remove(key);
  }
}
