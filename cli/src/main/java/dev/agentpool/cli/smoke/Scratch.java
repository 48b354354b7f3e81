package dev.agentpool.cli.smoke;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small git repository to be tried in, in which a turn may cost very little. It is made once and
 * kept, since a daemon remembers each project that it was given; nothing is ever changed there.
 */
final class Scratch {
  /** What one turn may cost in it. */
  static final String TURN_USD = "0.10";

  private static final List<String> IDENTITY =
      List.of(
          "-c",
          "user.name=agentpool smoke",
          "-c",
          "user.email=smoke@localhost",
          "-c",
          "commit.gpgsign=false");

  private Scratch() {}

  static Path project(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    Path project = Path.of(home, ".cache", "agentpool", "smoke");
    try {
      if (!Files.isDirectory(project)) {
        Files.createDirectories(project.getParent());
        made(project);
      }
      return project.toRealPath();
    } catch (IOException e) {
      throw CliException.machine("cannot make a scratch project as " + project + ": " + e);
    }
  }

  /** Whole or not at all, also when two do so at once. */
  private static void made(Path project) throws IOException {
    Path fresh = Files.createTempDirectory(project.getParent(), "smoke-");
    try {
      Path pool = Files.createDirectory(fresh.resolve(".agent-pool"));
      Files.writeString(
          pool.resolve("pool.toml"),
          "name = \"smoke\"\nslots = 1\n[budget]\ntask_usd = " + TURN_USD + "\n");
      Files.writeString(fresh.resolve("README.md"), "# A scratch project of agentpool smoke\n");
      git(fresh, "init", "-q");
      git(fresh, "add", "-A");
      git(fresh, "commit", "-q", "-m", "Begin");
      Files.move(fresh, project, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(project)) { // another one was faster
        throw e;
      }
    } finally {
      removed(fresh);
    }
  }

  private static void git(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(IDENTITY);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("git " + arguments[0] + " failed: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.INTERRUPTED, "interrupted");
    }
  }

  private static void removed(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
