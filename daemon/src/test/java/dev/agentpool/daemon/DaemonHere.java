package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Engine;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.testkit.ScriptedAgent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A daemon inside this JVM with a project in a fresh git repository and the scripted agent. */
final class DaemonHere implements AutoCloseable {
  private final Daemon daemon;
  private final PoolConfig pool;
  private final Path home;

  /**
   * @param toml more of the project's pool.toml
   */
  DaemonHere(Path temp, String toml) throws Exception {
    this(temp, toml, "");
  }

  /**
   * @param settings more of its [settings]
   */
  DaemonHere(Path temp, String toml, String settings) throws Exception {
    Path project =
        DaemonProcess.project(
            temp,
            "slots = 2\n"
                + toml
                + "\n[settings]\nprovider = \"scripted\"\nretry_delay = \"10ms\"\n"
                + settings);
    git(project, "init", "-q");
    Files.writeString(project.resolve("README"), "hello\n");
    git(project, "add", "README");
    git(project, "commit", "-qm", "first");
    Path libexec = Files.createDirectories(temp.resolve("dist/libexec"));
    Path agent = ScriptedAgent.install(Files.createDirectories(temp.resolve("agent")));
    Files.createSymbolicLink(libexec.resolve("scripted-agent"), agent);
    System.setProperty("agentpool.dist", temp.resolve("dist").toString());
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", Files.createDirectories(temp.resolve("user")).toString());
    environment.put("AGENT_POOL_HOME", temp.resolve("h").toString());
    Home home = Home.of(environment).prepared();
    this.home = home.root();
    daemon = new Daemon(home, environment, NodeParts.Timings.STANDARD, () -> {});
    pool = daemon.projects().open(project.toRealPath().toString());
  }

  Engine engine() {
    return daemon.engine();
  }

  /** The user's folder of agentpool. */
  Path home() {
    return home;
  }

  PoolConfig pool() {
    return pool;
  }

  static String git(Path directory, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("git %s: %s", List.of(arguments), said).isZero();
    return said;
  }

  @Override
  public void close() throws Exception {
    daemon.stop(Duration.ZERO);
    daemon.close();
  }
}
