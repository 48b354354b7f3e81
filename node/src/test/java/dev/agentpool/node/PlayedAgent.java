package dev.agentpool.node;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.Detection;
import dev.agentpool.session.EndOfSession;
import dev.agentpool.session.Launch;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TokenUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An agent inside the test: a prompt {@code end crashed} ends so, {@code hold} lasts until the test
 * lets go or it is interrupted, {@code stuck} until its process is ended, {@code die} ends its
 * process, and all else is done at once; the answer is what it remembers of its conversation. Each
 * turn costs a cent.
 */
final class PlayedAgent implements AgentProvider {
  private static final LaunchSeal SEAL = LaunchSeal.ofThisProcess();
  static final Money CENT = Money.ofUsd(0.01);
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final AtomicInteger pids = new AtomicInteger(1000);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean letsGo;

  private final Map<String, List<String>> memory = new ConcurrentHashMap<>();
  private final AtomicInteger conversations = new AtomicInteger();
  private final Map<String, Integer> under = new ConcurrentHashMap<>();
  private final AtomicInteger together = new AtomicInteger();

  /**
   * Whether it goes on with a conversation in another process, and tells which one a turn was of.
   */
  volatile boolean resumes;

  /** Whether a process was told to go on with what another one had in its context. */
  volatile boolean crowded;

  /** Told to go on with a conversation, it begins another one and says nothing. */
  volatile boolean forgetful;

  /** Every turn ends so while it is set. */
  volatile @Nullable OutcomeCode refuses;

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Detection detect(SessionSpec spec) {
    return new Detection(true, "1", null, "");
  }

  /** What the CLI's own files of a conversation are lost with. */
  void forgetAll() {
    memory.clear();
  }

  @Override
  public AgentSession open(SessionSpec spec, Path folder) {
    String resume = spec.resume();
    if (resume != null && !memory.containsKey(resume)) {
      throw new ProviderException(OutcomeCode.LAUNCH_REFUSED, "no conversation " + resume, null);
    }
    if (sessions.stream().anyMatch(it -> it.alive() && it.providerSession().equals(resume))) {
      crowded = true;
    }
    try {
      Session session =
          new Session(launch(spec), Files.createDirectories(folder), pids.incrementAndGet());
      sessions.add(session);
      return session;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        "none", resumes, false, false, Capabilities.Spending.NOTHING, false, false, Map.of());
  }

  @Override
  public List<String> objections(Settings settings) {
    return List.of();
  }

  @Override
  public Launch launch(SessionSpec spec) {
    return Launch.of(spec, name(), "played", List.of(), null, SEAL);
  }

  @Override
  public Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) {
    return Optional.empty();
  }

  @Override
  public void endUnread(Path folder, Duration patience) {}

  long living() {
    return sessions.stream().filter(Session::alive).count();
  }

  /** How many turns were sent. */
  int asked() {
    return asked.get();
  }

  int opened() {
    return sessions.size();
  }

  /** Ends every turn that is held, well, and holds none from now on. */
  void letGo() {
    letsGo = true;
    sessions.forEach(session -> session.held().ifPresent(turn -> turn.end(OutcomeCode.COMPLETED)));
  }

  /** The most turns that were under way in one conversation at a time. */
  int together() {
    return together.get();
  }

  private void begun(String conversation, CompletableFuture<AgentReport> result) {
    int now = under.merge(conversation, 1, Integer::sum);
    together.accumulateAndGet(now, Math::max);
    var unused = result.thenRun(() -> under.merge(conversation, -1, Integer::sum));
  }

  /** As when somebody kills its processes. */
  void endAll() {
    sessions.forEach(session -> session.end(Duration.ZERO));
  }

  private final class Session implements AgentSession {
    private final Launch launch;
    private final Path folder;
    private final int pid;
    private final AtomicInteger turns = new AtomicInteger();
    private volatile String conversation;
    private volatile boolean ended;
    private volatile @Nullable Played turn;

    Session(Launch launch, Path folder, int pid) {
      this.launch = launch;
      this.folder = folder;
      this.pid = pid;
      String resume = launch.resume();
      conversation = resume == null || forgetful ? fresh() : resume;
    }

    private String fresh() {
      String id = "conversation-" + conversations.incrementAndGet();
      memory.put(id, new CopyOnWriteArrayList<>());
      return id;
    }

    Optional<Played> held() {
      return Optional.ofNullable(turn);
    }

    @Override
    public Path folder() {
      return folder;
    }

    @Override
    public String providerSession() {
      return conversation;
    }

    @Override
    public Launch launch() {
      return launch;
    }

    @Override
    public boolean alive() {
      return !ended;
    }

    @Override
    public OptionalLong pid() {
      return OptionalLong.of(pid);
    }

    @Override
    public int turns() {
      return turns.get();
    }

    @Override
    public Turn send(TurnRequest request, TurnListener listener) {
      turns.incrementAndGet();
      List<String> remembered = memory.get(conversation);
      Played played =
          new Played(
              request.prompt().startsWith("stuck"),
              resumes ? conversation : null,
              remembered == null ? "" : String.join(" | ", remembered));
      begun(conversation, played.result);
      if (remembered != null) {
        remembered.add(request.prompt().lines().toList().getLast());
      }
      turn = played;
      asked.incrementAndGet();
      OutcomeCode always = refuses;
      if (always != null) {
        played.end(always);
      } else if (request.prompt().startsWith("die")) {
        ended = true;
        played.end(OutcomeCode.CRASHED);
      } else if (request.prompt().startsWith("end ")) {
        String code = request.prompt().substring(4).strip().toUpperCase(Locale.ROOT);
        played.end(OutcomeCode.valueOf(code));
      } else if (!played.stuck && (letsGo || !request.prompt().startsWith("hold"))) {
        played.end(OutcomeCode.COMPLETED);
      }
      return played;
    }

    @Override
    public Resumed resumeTurn(TurnRequest request, TurnListener listener) {
      return new Resumed.NeverBegun();
    }

    @Override
    public boolean reset(Duration patience) {
      conversation = fresh();
      return true;
    }

    @Override
    public Optional<Money> costSoFar(Duration patience) {
      return Optional.empty();
    }

    @Override
    public EndOfSession end(Duration patience) {
      ended = true;
      held().ifPresent(played -> played.end(OutcomeCode.CRASHED));
      return new EndOfSession("ended", List.of());
    }
  }

  private static final class Played implements Turn {
    private final CompletableFuture<AgentReport> result = new CompletableFuture<>();
    private final boolean stuck;
    private final @Nullable String conversation;
    private final String remembered;

    Played(boolean stuck, @Nullable String conversation, String remembered) {
      this.stuck = stuck;
      this.conversation = conversation;
      this.remembered = remembered;
    }

    void end(OutcomeCode code) {
      String message = code == OutcomeCode.COMPLETED ? "" : "played " + code.wireName();
      result.complete(
          new AgentReport(
              code == OutcomeCode.COMPLETED ? "remembers: " + remembered : message,
              Outcome.of(code, message),
              new AgentReport.Spent(Cost.known(CENT), 1, TokenUsage.NONE, Duration.ZERO),
              null,
              conversation,
              null,
              List.of(),
              List.of(),
              AgentReport.Given.NOTHING,
              List.of(),
              null));
    }

    @Override
    public AgentReport await() throws InterruptedException {
      try {
        return result.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Optional<AgentReport> await(Duration atMost) throws InterruptedException {
      try {
        return Optional.of(result.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        return Optional.empty();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void interrupt() {
      if (!stuck) {
        end(OutcomeCode.INTERRUPTED);
      }
    }
  }
}
