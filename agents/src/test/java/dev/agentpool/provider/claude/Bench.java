package dev.agentpool.provider.claude;

import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import dev.agentpool.testkit.ScriptedAgent;
import dev.agentpool.time.AwakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A provider over real processes in a temporary folder. Ends every session it opened. */
final class Bench implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);
  static final Duration PATIENCE = Duration.ofSeconds(3);
  final Path folder;
  final Path work;
  final ClaudeCli cli;
  final List<AgentEvent> events = new CopyOnWriteArrayList<>();
  final TurnListener listener = events::add;
  ProcessHost host = new ProcessHost(HostSettings.defaults());
  ClaudeProvider provider;
  private final AwakeTime awake = AwakeTime.ofMachine();
  ProviderTimings timings = ProviderTimings.STANDARD;
  ToolDesk desk = ToolDesk.NONE;
  Map<String, Object> settings = new HashMap<>(Map.of("permission_mode", "default"));
  final Map<String, String> environment = new HashMap<>();
  private final LaunchSeal seal = LaunchSeal.ofThisProcess();
  private final List<Path> opened = new CopyOnWriteArrayList<>();

  /** With the scripted agent. */
  Bench(Path folder) {
    this(folder, ClaudeCli.scripted(ScriptedAgent.install(folder.resolve("bin"))));
  }

  Bench(Path folder, ClaudeCli cli) {
    this.folder = folder;
    this.cli = cli;
    try {
      this.work = Files.createDirectories(folder.resolve("work"));
      Path home = Files.createDirectories(folder.resolve("home"));
      String path = System.getenv("PATH");
      environment.put("PATH", path == null ? "/usr/bin:/bin" : path);
      environment.put("HOME", home.toString());
      environment.put(
          "CLAUDE_CONFIG_DIR", Files.createDirectories(folder.resolve("config")).toString());
      environment.put("LANG", "C.UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.provider = provider();
  }

  private ClaudeProvider provider() {
    return new ClaudeProvider("claude", host, cli, Clock.systemUTC(), awake, timings, seal);
  }

  Bench timings(ProviderTimings other) {
    timings = other;
    provider.close();
    provider = provider();
    return this;
  }

  Bench with(String setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  SessionSpec spec() {
    return spec(null);
  }

  SessionSpec spec(@org.jspecify.annotations.Nullable String resume) {
    return new SessionSpec(Settings.read(settings), work, environment, true, resume, null, desk);
  }

  AgentSession open(String name) {
    return open(name, spec());
  }

  AgentSession open(String name, SessionSpec spec) {
    Path place = folder.resolve("sessions").resolve(name);
    opened.add(place);
    return provider.open(spec, place);
  }

  static TurnRequest request(String prompt) {
    return new TurnRequest(UUID.randomUUID().toString(), prompt, null);
  }

  Turn send(AgentSession session, String prompt) {
    return session.send(request(prompt), listener);
  }

  AgentReport run(AgentSession session, String prompt) {
    return result(send(session, prompt));
  }

  /** One prompt in a session of its own. */
  AgentReport once(String prompt) {
    AgentSession session = open(UUID.randomUUID().toString());
    AgentReport result = run(session, prompt);
    session.end(PATIENCE);
    return result;
  }

  /** Of a turn that goes on. */
  static AgentReport resumed(Resumed resumed) {
    return result(((Resumed.GoesOn) resumed).turn());
  }

  static AgentReport result(Turn turn) {
    try {
      return turn.await(LONG).orElseThrow(() -> new AssertionError("no result within " + LONG));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  <T extends AgentEvent> List<T> heard(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  /** As a daemon that went away and came back; the children live on. */
  void newDaemon() {
    provider.close();
    host.close();
    host = new ProcessHost(HostSettings.defaults());
    provider = provider();
  }

  AgentSession adopt(AgentSession session) {
    return provider.adopt(session.folder(), desk).orElseThrow();
  }

  @Override
  public void close() {
    for (Path place : opened) {
      if (Files.exists(place)) {
        host.adopt(place).ifPresent(child -> child.end(Duration.ZERO));
      }
    }
    provider.close();
    host.close();
    awake.close();
  }
}
