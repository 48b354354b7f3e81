package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.books.NoteBook;
import dev.agentpool.pool.PoolId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The notes in SQL, for moves and for readings. */
final class SqlNotes implements NoteBook {
  private final Statements sql;

  SqlNotes(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Note> note(PoolId pool, String space, String key) {
    return sql.first(
        "SELECT * FROM note WHERE pool = ? AND space = ? AND key = ?",
        SqlNotes::read,
        pool.value(),
        space,
        Columns.storable(key));
  }

  /** In the order of their keys' characters, whatever the database's collation. */
  @Override
  public List<Note> notes(PoolId pool, String space) {
    return sql
        .list(
            "SELECT * FROM note WHERE pool = ? AND space = ?", SqlNotes::read, pool.value(), space)
        .stream()
        .sorted(Comparator.comparing(Note::key))
        .toList();
  }

  private static Note read(ResultSet row) throws SQLException {
    return new Note(
        row.getString("space"),
        row.getString("key"),
        row.getString("value"),
        Columns.time(row, "at"),
        row.getLong("version"));
  }

  @Override
  public void put(PoolId pool, Note note) {
    sql.update(
        "INSERT INTO note (pool, space, key, value, at, version) VALUES (?, ?, ?, ?, ?, ?) ON"
            + " CONFLICT (pool, space, key) DO UPDATE SET value = excluded.value, at = excluded.at,"
            + " version = excluded.version",
        pool.value(),
        note.space(),
        Columns.storable(note.key()),
        Columns.storable(note.value()),
        Columns.micros(note.at()),
        note.version());
  }

  @Override
  public void remove(PoolId pool, String space, String key) {
    sql.update(
        "DELETE FROM note WHERE pool = ? AND space = ? AND key = ?",
        pool.value(),
        space,
        Columns.storable(key));
  }
}
