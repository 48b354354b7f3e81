package dev.agentpool.ledger.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL server for the tests of one JVM, from the binaries on the class path. PostgreSQL
 * refuses to run as root: then it runs as user 65534 ({@code nobody}) by {@code setpriv} of
 * util-linux. If it cannot start, the tests fail; they are not skipped.
 */
final class PostgresServer implements AutoCloseable {
  private static final int NOBODY = 65534;
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final Path home;
  private final Process process;
  private final int port;

  private PostgresServer(Path home, Process process, int port) {
    this.home = home;
    this.process = process;
    this.port = port;
  }

  /** The server of this test run; JUnit ends it with the run. */
  static PostgresServer of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(PostgresServer.class, _ -> start(), PostgresServer.class);
  }

  private static PostgresServer start() {
    try {
      Path home = Files.createTempDirectory("agentpool-postgres-");
      boolean root = (int) Files.getAttribute(home, "unix:uid") == 0;
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
      unpack(home);
      Path data = Files.createDirectory(home.resolve("data"));
      Path log = Files.createFile(home.resolve("log"));
      if (root) {
        Files.setAttribute(data, "unix:uid", NOBODY);
        Files.setAttribute(data, "unix:gid", NOBODY);
      }
      run(
          log,
          command(
              root,
              home,
              "initdb",
              "-D",
              data.toString(),
              "-U",
              "postgres",
              "-A",
              "trust",
              "--no-sync",
              "--encoding=UTF8",
              "--locale=C"));
      int port = freePort();
      Process process =
          builder(
                  log,
                  command(
                      root,
                      home,
                      "postgres",
                      "-D",
                      data.toString(),
                      "-p",
                      String.valueOf(port),
                      "-h",
                      "127.0.0.1",
                      "-c",
                      "unix_socket_directories=",
                      "-c",
                      "fsync=off",
                      "-c",
                      "max_connections=200"))
              .start();
      PostgresServer server = new PostgresServer(home, process, port);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .failFast("postgres ended: see " + log, () -> !process.isAlive())
          .ignoreExceptions()
          .until(() -> {
            server.connect("postgres").close();
            return true;
          });
      return server;
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException("cannot start PostgreSQL for the tests", failure);
    }
  }

  private static List<String> command(
      boolean root, Path home, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static ProcessBuilder builder(Path log, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(Path.of("/").toFile());
    builder.environment().put("LC_ALL", "C");
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  private static void run(Path log, List<String> command) throws IOException, InterruptedException {
    Process process = builder(log, command).start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command + " failed: " + Files.readString(log));
    }
  }

  private static void unpack(Path home) throws IOException {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    String name = "/postgres-" + system + "-" + machine + ".txz";
    try (InputStream packed = PostgresServer.class.getResourceAsStream(name)) {
      if (packed == null) {
        throw new IOException("the PostgreSQL binaries " + name + " are not on the class path");
      }
      TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = home.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          boolean program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
  }

  /** Settings for a new, empty schema. */
  PostgresSettings freshSchema() throws SQLException {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    return new PostgresSettings(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?currentSchema=" + schema,
        "postgres",
        "");
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
