package dev.agentpool.provider.rpc;

import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
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
import org.jspecify.annotations.Nullable;

/**
 * Any provider over real processes in a temporary folder; ends every session it opened. A daemon
 * that dies and comes back is another host and another provider over the same folders.
 */
public final class ProviderBench implements AutoCloseable {
  public static final Duration LONG = Duration.ofSeconds(90);
  public static final Duration PATIENCE = Duration.ofSeconds(20);
  public final Path folder;
  public final Path work;
  public final List<AgentEvent> events = new CopyOnWriteArrayList<>();
  public final TurnListener listener = events::add;
  public final Map<String, Object> settings = new HashMap<>();
  public final Map<String, String> environment = new HashMap<>();
  public ToolDesk desk = ToolDesk.NONE;
  public Enclosure enclosure = Enclosure.open("");
  public ProcessHost host = new ProcessHost(HostSettings.defaults());
  private final AwakeTime awake = AwakeTime.ofMachine();
  private final LaunchSeal seal = LaunchSeal.ofThisProcess();
  private final Making making;
  private final List<Path> opened = new CopyOnWriteArrayList<>();
  private ProviderTimings timings = ProviderTimings.STANDARD;
  private @Nullable AgentProvider provider;

  /** Makes the provider anew, as each daemon does. It is closed when it can be. */
  public interface Making {
    AgentProvider provider(
        ProcessHost host, Clock clock, AwakeTime awake, ProviderTimings timings, LaunchSeal seal);
  }

  public ProviderBench(Path folder, Making making) {
    this.folder = folder;
    this.making = making;
    try {
      this.work = Files.createDirectories(folder.resolve("work")).toRealPath();
      String path = System.getenv("PATH");
      environment.put("PATH", path == null ? "/usr/bin:/bin" : path);
      environment.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
      environment.put(
          "CLAUDE_CONFIG_DIR", Files.createDirectories(folder.resolve("config")).toString());
      environment.put("LANG", "C.UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ProviderBench timings(ProviderTimings other) {
    timings = other;
    closeProvider();
    return this;
  }

  public ProviderBench with(String setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  public AgentProvider provider() {
    AgentProvider made = provider;
    if (made == null) {
      made = making.provider(host, Clock.systemUTC(), awake, timings, seal);
      provider = made;
    }
    return made;
  }

  public SessionSpec spec(@Nullable String resume) {
    return new SessionSpec(
        Settings.read(settings), work, environment, true, resume, null, desk, enclosure);
  }

  public AgentSession open(String name) {
    return open(name, spec(null));
  }

  public AgentSession open(String name, SessionSpec spec) {
    Path place = folder.resolve("sessions").resolve(name);
    opened.add(place);
    return provider().open(spec, place);
  }

  public static TurnRequest request(String prompt) {
    return new TurnRequest(UUID.randomUUID().toString(), prompt, null);
  }

  public Turn send(AgentSession session, String prompt) {
    return session.send(request(prompt), listener);
  }

  public AgentReport run(AgentSession session, String prompt) {
    return result(send(session, prompt));
  }

  /** Of a turn that goes on. */
  public static AgentReport resumed(Resumed resumed) {
    return result(((Resumed.GoesOn) resumed).turn());
  }

  public static AgentReport result(Turn turn) {
    try {
      return turn.await(LONG).orElseThrow(() -> new AssertionError("no result within " + LONG));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public <T extends AgentEvent> List<T> heard(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  /** As a daemon that went away and came back; the children live on. */
  public void newDaemon() {
    closeProvider();
    host.close();
    host = new ProcessHost(HostSettings.defaults());
  }

  public AgentSession adopt(AgentSession session) {
    return provider().adopt(session.folder(), desk).orElseThrow();
  }

  private void closeProvider() {
    if (provider instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    provider = null;
  }

  @Override
  public void close() {
    for (Path place : opened) {
      if (Files.exists(place)) {
        host.adopt(place).ifPresent(child -> child.end(Duration.ZERO));
      }
    }
    closeProvider();
    host.close();
    awake.close();
  }
}
