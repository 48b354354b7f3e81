package dev.agentpool.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** What durability costs on this disk by itself. */
final class DiskBaseline {
  private DiskBaseline() {}

  /** Appends 4 KiB and forces it to the disk, one after the other. */
  static Samples fsync(Path folder, int count) throws IOException {
    Path file = folder.resolve("fsync");
    Samples samples = new Samples();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < count; i++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.allocate(4096));
        channel.force(false);
        samples.add(System.nanoTime() - began);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return samples;
  }

  /**
   * Bare SQLite, as the ledger is set (WAL, {@code synchronous=FULL}): one row a transaction, one
   * after the other.
   */
  static Samples inserts(Path folder, int count) throws SQLException {
    Samples samples = new Samples();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("CREATE TABLE row(id INTEGER PRIMARY KEY, text TEXT)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO row(text) VALUES (?)")) {
        for (int i = 0; i < count; i++) {
          long began = System.nanoTime();
          insert.setString(1, "x".repeat(200));
          insert.executeUpdate();
          samples.add(System.nanoTime() - began);
        }
      }
    }
    return samples;
  }
}
