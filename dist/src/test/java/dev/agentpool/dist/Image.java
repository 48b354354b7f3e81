package dev.agentpool.dist;

import static org.awaitility.Awaitility.await;

import dev.agentpool.dist.Program.Done;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The packaged program, run as a user runs it: by its launcher, on a home of its own and with
 * nothing of this process's environment but the PATH. Closing it stops its daemon.
 */
final class Image implements AutoCloseable {
  private final Path folder;
  private final Path scratch;
  private final Map<String, String> environment;

  Image(Path scratch) {
    this.folder = Path.of(System.getProperty("agentpool.image"));
    this.scratch = scratch;
    this.environment =
        new HashMap<>(
            Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", scratch.toString(),
                "AGENT_POOL_HOME", scratch.resolve("home").toString(),
                "AGENTPOOL_JAVA_HOME", System.getProperty("java.home")));
  }

  /** Sets more of the environment of what is run from now on. */
  Image with(Map<String, String> more) {
    environment.putAll(more);
    return this;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Path folder() {
    return folder;
  }

  /** A project whose pool uses the scripted agent. */
  Path project() {
    try {
      Path project = Files.createDirectories(scratch.resolve("project"));
      Path pool = Files.createDirectories(project.resolve(".agent-pool")).resolve("pool.toml");
      Files.writeString(pool, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
      return project;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Done run(Path directory, String... arguments) {
    return runLauncher(folder.resolve("agentpool"), directory, arguments);
  }

  Done runLauncher(Path launcher, Path directory, String... arguments) {
    return start(launcher, directory, arguments).done();
  }

  Program start(Path directory, String... arguments) {
    return start(folder.resolve("agentpool"), directory, arguments);
  }

  private Program start(Path launcher, Path directory, String... arguments) {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(arguments));
    return new Program(line, directory, environment, scratch);
  }

  /** The processes that work on this home: its daemon, its agents, and what they started. */
  List<String> processes() {
    String home = "AGENT_POOL_HOME=" + environment.get("AGENT_POOL_HOME") + "\0";
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> ("\0" + of(pid, "environ")).contains("\0" + home))
        .map(pid -> pid + " " + of(pid, "cmdline").replace('\0', ' ').strip())
        .filter(process -> !process.contains("libexec/train")) // the image's, on its own home
        .toList();
  }

  private static String of(long pid, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public void close() {
    Path socket = scratch.resolve("home/state/run/daemon.sock");
    await() // who started it may be gone before it is up
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(socket) || processes().isEmpty());
    if (Files.exists(socket)) {
      run(scratch, "stop");
    }
  }
}
