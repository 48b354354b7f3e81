package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;

/**
 * The file of a ledger: checked before it is opened, so that a damaged one is refused and never
 * taken for an empty one.
 *
 * <p>The check costs the same at every size: magic, the length that the header promises, and the
 * schema and head that opening reads. Damage deeper inside is refused when SQLite meets it.
 */
class SqliteFile {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 100;
  private static final int BUSY_MILLIS = 5_000;

  private final Path path;

  SqliteFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Makes an empty file that only its owner may read, or checks the one that is there. */
  void prepare() {
    try {
      if (!Files.exists(path)) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else if (Files.size(path) > 0) {
        check();
      } else if (hasWal()) {
        throw SqliteFault.corrupt(
            path, "it is empty, but its -wal file is not", new IOException("empty file"));
      }
    } catch (IOException failure) {
      throw new LedgerException(
          LedgerException.Code.FAILED,
          "cannot open the ledger "
              + path
              + " ("
              + failure
              + "): its directory must exist and be writable",
          failure);
    }
  }

  private boolean hasWal() throws IOException {
    Path wal = path.resolveSibling(path.getFileName() + "-wal");
    return Files.exists(wal) && Files.size(wal) > 0;
  }

  private void check() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (header.hasRemaining() && channel.read(header) >= 0) {}
      if (header.hasRemaining()
          || !Arrays.equals(header.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
        throw SqliteFault.corrupt(
            path, "it is not an SQLite file", new IOException("no SQLite header"));
      }
      int rawPageSize = Short.toUnsignedInt(header.getShort(16));
      long pageSize = rawPageSize == 1 ? 65_536 : rawPageSize;
      long promised = pageSize * Integer.toUnsignedLong(header.getInt(28));
      if (!hasWal() && channel.size() < promised) {
        throw SqliteFault.corrupt(
            path,
            "it has " + channel.size() + " bytes of " + promised,
            new IOException("truncated file"));
      }
    }
  }

  Connection openWriter() throws SQLException {
    SQLiteConfig config = common();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    Connection connection = config.createConnection(url());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_size_limit = 67108864");
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
    return connection;
  }

  Connection openReader() throws SQLException {
    SQLiteConfig config = common();
    config.setReadOnly(true);
    return config.createConnection(url());
  }

  private SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setGetGeneratedKeys(false); // else the driver asks for one after every INSERT
    return config;
  }

  private String url() {
    return "jdbc:sqlite:" + path.toAbsolutePath();
  }
}
