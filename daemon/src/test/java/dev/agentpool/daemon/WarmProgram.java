package dev.agentpool.daemon;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The program of this class path with an AOT cache, as an installed one has it: without, each of
 * the hundreds of daemons that the tests start would load and link nine thousand classes anew, most
 * of what these tests cost. The cache is made once for a build, by whichever fork comes first;
 * where none can be made, the daemons start without.
 */
final class WarmProgram {
  private static final List<String> QUIET =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTRecordTraining",
          "-XX:-AOTReplayTraining");
  private static final WarmProgram ONLY = make();
  private final String classPath;
  private final List<String> cache;

  private WarmProgram(String classPath, List<String> cache) {
    this.classPath = classPath;
    this.cache = cache;
  }

  /** As all tests of this build have it. */
  static WarmProgram installed() {
    return ONLY;
  }

  /** The JVM and its first arguments, the class path among them; more flags may follow. */
  List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUIET);
    command.addAll(cache);
    command.addAll(List.of("-cp", classPath));
    return command;
  }

  private static WarmProgram make() {
    String given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path folder = Path.of(System.getProperty("basedir", "."), "target/warm").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      try (FileChannel lock =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = lock.lock()) {
        return made(folder.resolve(state(given)), given);
      }
    } catch (IOException | RuntimeException without) {
      System.err.println("the daemons of these tests start without an AOT cache: " + without);
      return new WarmProgram(given, List.of());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return new WarmProgram(given, List.of());
    }
  }

  private static WarmProgram made(Path folder, String given)
      throws IOException, InterruptedException {
    Path cache = folder.resolve("daemon.aot");
    Path names = folder.resolve("class-path");
    if (!Files.exists(names)) {
      Files.createDirectories(folder);
      String jars = jars(folder, given);
      train(folder, jars, cache);
      Files.writeString(names, jars);
    }
    if (!Files.exists(cache)) {
      return new WarmProgram(given, List.of());
    }
    return new WarmProgram(Files.readString(names), List.of("-XX:AOTCache=" + cache));
  }

  /** What the class path holds now, in short. */
  private static String state(String classPath) throws IOException {
    CRC32 sum = new CRC32();
    for (String entry : classPath.split(File.pathSeparator)) {
      try (Stream<Path> files = Files.walk(Path.of(entry))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          sum.update(
              (file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file))
                  .getBytes(StandardCharsets.UTF_8));
        }
      } catch (NoSuchFileException isAllowedInAClassPath) {
        continue;
      }
    }
    return Long.toHexString(sum.getValue());
  }

  /**
   * The same class path with a jar for each folder in it: a cache takes no classes from folders.
   */
  private static String jars(Path folder, String classPath) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(path)) {
        Path jar = folder.resolve(entries.size() + ".jar");
        pack(path, jar);
        entries.add(jar.toString());
      } else if (Files.exists(path)) {
        entries.add(path.toString());
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(folder)) {
      out.setLevel(1);
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> {
            try {
              out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
              Files.copy(file, out);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** One daemon that does a little of what all do; its JVM writes the cache when it ends. */
  private static void train(Path folder, String jars, Path cache)
      throws IOException, InterruptedException {
    Path home = Files.createTempDirectory(folder, "t");
    Path part = folder.resolve("part.aot");
    WarmProgram training = new WarmProgram(jars, List.of("-XX:AOTCacheOutput=" + part));
    try (DaemonProcess daemon = new DaemonProcess(home, training)) {
      String toml = "slots = 1\n[settings]\nprovider = \"scripted\"\n";
      Path project = DaemonProcess.project(home, toml);
      daemon.start();
      String task = daemon.submit(project, "@@say warm@@", Map.of());
      daemon.awaitAll(List.of(task), Duration.ofSeconds(60));
      daemon.pool(project);
      daemon.post("/v1/stop", Map.of("deadline_ms", 0));
      if (daemon.process().waitFor(3, TimeUnit.MINUTES) && Files.exists(part)) {
        Files.move(part, cache, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
