package dev.agentpool.history;

import dev.agentpool.config.Home;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of a former database, kept as files of JSON lines, a file a table. The database is
 * copied first and the copy is opened: not even a journal appears beside it. A row that is kept
 * already, by its id, is not kept again.
 */
final class FormerRows {
  /** All of them; each row is known by its id. */
  static final List<String> TABLES =
      List.of("sessions", "events", "usage_snapshots", "artifacts", "file_leases");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Home home;
  private final UnaryOperator<String> redacted;

  FormerRows(Home home, UnaryOperator<String> redacted) {
    this.home = home;
    this.redacted = redacted;
  }

  /** Where they are kept. */
  static Path folder(Home home) {
    return home.state().resolve("imported");
  }

  static Path file(Home home, String table) {
    return folder(home).resolve(table + ".jsonl");
  }

  /** How many of each table are new; what cannot be read is left with the reason. */
  Map<String, Long> takeOver(Path database, boolean dry, Map<String, String> left) {
    Map<String, Long> counts = new LinkedHashMap<>();
    try {
      Path copy = copied(database);
      try (Connection connection =
          DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("db"))) {
        for (String table : TABLES) {
          try {
            counts.put(table, rows(connection, table, dry));
          } catch (SQLException | IOException e) {
            left.put("history." + table, "cannot be read: " + e.getMessage());
          }
        }
      } catch (SQLException e) {
        left.put("history", database + " is no database that can be read: " + e.getMessage());
      } finally {
        removed(copy);
      }
    } catch (IOException e) {
      left.put("history", database + " cannot be copied: " + e);
    }
    return counts;
  }

  private static Path copied(Path database) throws IOException {
    Path folder = Files.createTempDirectory("agentpool-import");
    for (String end : List.of("", "-journal", "-wal")) {
      Path part = database.resolveSibling(database.getFileName() + end);
      if (Files.isRegularFile(part)) {
        Files.copy(part, folder.resolve("db" + end), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder;
  }

  private static void removed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private long rows(Connection connection, String table, boolean dry)
      throws SQLException, IOException {
    Set<String> known = KeptRows.ids(file(home, table));
    long fresh = 0;
    Path target = dry ? Path.of("/dev/null") : prepared(table);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY rowid");
        BufferedWriter out =
            Files.newBufferedWriter(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns; i++) {
          Object value = rows.getObject(i);
          if (value != null) {
            String name = rows.getMetaData().getColumnName(i);
            row.put(name, value instanceof Number ? value : redacted.apply(value.toString()));
          }
        }
        if (known.add(String.valueOf(row.get("id")))) {
          out.write(JSON.writeValueAsString(row));
          out.newLine();
          fresh++;
        }
      }
    }
    return fresh;
  }

  private Path prepared(String table) throws IOException {
    Files.createDirectories(folder(home));
    Path file = file(home, table);
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return file;
  }
}
