package dev.agentpool.node.launch;

import dev.agentpool.budget.Money;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.conversation.Wanted;
import dev.agentpool.node.message.PoolContext;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.place.SlotPlaces;
import dev.agentpool.node.question.QuestionDesk;
import dev.agentpool.node.token.SlotTokens;
import dev.agentpool.pool.PoolId;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.Turn;
import dev.agentpool.session.Workplace;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskResult;
import dev.agentpool.workspace.Workspaces.Checkout;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a slot has at hand: its places to work in and at most one session. The session is used by
 * the slot's one attempt; between attempts it is either confirmed empty of context, or has a
 * conversation that tasks share, or is gone.
 */
public final class SlotBench {
  private static final Logger LOG = LoggerFactory.getLogger(SlotBench.class);
  private final NodeParts parts;
  private final String slot;
  private final Supplier<PoolConfig> pool;
  private final PersonsWord word;
  private final QuestionDesk desk;
  private final SlotPlaces places;
  private final Resident resident;
  private volatile List<String> noticesOfWalls = List.of();

  public SlotBench(NodeParts parts, Supplier<PoolConfig> pool, String slot) {
    this.parts = parts;
    this.pool = pool;
    this.slot = slot;
    this.word = new PersonsWord(parts.home());
    this.desk = new QuestionDesk(parts, pool);
    this.places = new SlotPlaces(parts, pool, slot);
    this.resident = new Resident(parts, slot);
  }

  public String slot() {
    return slot;
  }

  /** Where the slot's agent asks. */
  public QuestionDesk desk() {
    return desk;
  }

  public SlotPlaces places() {
    return places;
  }

  /**
   * What the user has checked out, watched for a session that is yet to be opened: behind walls
   * nothing of it can be written.
   */
  public Checkout checkout(Workspace workspace, Settings settings) {
    return new SlotWalls(parts.home(), parts.walls()).stand(settings)
        ? List::of
        : places.checkout(workspace);
  }

  /**
   * The resting session when it is what would be started now, else a new one.
   *
   * @param place the workspace that the directory belongs to; null when it is opened for no task
   */
  public AgentSession session(
      Settings settings,
      Workspace workspace,
      @Nullable Workplace place,
      Wanted wanted,
      @Nullable Money cap) {
    word.check(pool.get().directory());
    SessionSpec spec =
        behindWalls(spec(settings, workspace.directory(), wanted.resume(), cap), workspace)
            .in(place);
    String name = settings.get(SettingKeys.PROVIDER);
    AgentProvider provider = parts.provider(name);
    if (provider == null) {
      throw new ProviderException(
          OutcomeCode.LAUNCH_REFUSED,
          "there is no provider '" + name + "'; known: " + parts.providers().keySet(),
          null);
    }
    List<String> objections = provider.objections(settings);
    if (!objections.isEmpty()) {
      throw new ProviderException(OutcomeCode.LAUNCH_REFUSED, String.join("; ", objections), null);
    }
    AgentSession resting = held();
    if (resting != null) {
      if (mayGoOn(resting, wanted)
          && fits(resting, provider, spec)
          && resident.serves(resting, wanted)) {
        return resting;
      }
      drop();
    }
    if (wanted.resume() != null && !provider.resumes(settings)) {
      throw new ProviderException(
          OutcomeCode.LAUNCH_REFUSED,
          name + " cannot go on with a conversation in another process",
          null);
    }
    Path fresh = parts.sessionFolders().fresh();
    resident.expect(fresh);
    AgentSession opened =
        provider.open(spec.with(SlotTokens.VARIABLE, parts.slotTokens().of(fresh)), fresh);
    hold(opened);
    return opened;
  }

  /** A task's own conversation is gone on with in a process of its own. */
  private static boolean mayGoOn(AgentSession resting, Wanted wanted) {
    return resting.alive() && (wanted.resume() == null || wanted.shared() != null);
  }

  /** A process of a daemon before is held to the same: what it was really launched with. */
  private static boolean fits(AgentSession resting, AgentProvider provider, SessionSpec spec) {
    return spec.resident()
        && resting.turns() < spec.settings().get(SettingKeys.RECYCLE_AFTER)
        && resting.launch().serves(provider.launch(spec.goingOnWith(null)));
  }

  private SessionSpec behindWalls(SessionSpec spec, Workspace workspace) {
    SlotWalls.Laid laid =
        new SlotWalls(parts.home(), parts.walls())
            .around(spec.settings(), workspace, pool.get().directory(), spec.environment());
    List<String> notices = new ArrayList<>(laid.notices());
    if (laid.enclosure() instanceof Enclosure.Open) {
      word.unasked(pool.get(), slot, spec.settings()).ifPresent(notices::add);
    }
    noticesOfWalls = List.copyOf(notices);
    return spec.within(laid.enclosure());
  }

  /** What is to be said of the walls around the session. */
  public List<String> noticesOfWalls() {
    return noticesOfWalls;
  }

  SessionSpec spec(
      Settings settings, Path directory, @Nullable String resume, @Nullable Money cap) {
    Path project = pool.get().directory();
    Map<String, String> environment = new HashMap<>(parts.variables().of(settings));
    settings
        .find(SettingKeys.ENVIRONMENT)
        .ifPresent(more -> more.forEach((key, value) -> environment.put(key, value.toString())));
    environment.remove(SessionSpec.TRUSTED_CONTENTS); // nobody's word but a person's own
    environment.putAll(word.variables(project));
    PoolId id = pool.get().id();
    environment.put("AGENTPOOL_POOL", id.value());
    environment.put("AGENTPOOL_SLOT", slot);
    environment.put("AGENTPOOL_DAEMON_HOME", parts.home().root().toString());
    environment.put(Home.INSIDE_SOCKET_VARIABLE, parts.home().insideSocket().toString());
    Settings told =
        SystemPrompt.compose(settings, identity(), PoolContext.SPACE.in(parts.ledger()).list(id));
    boolean resident = settings.get(SettingKeys.SLOT_MODE) == SlotMode.PERSISTENT;
    return new SessionSpec(told, directory, environment, resident, resume, cap, desk.of(settings));
  }

  /** The folder of the session that this slot has or is about to have; null for none. */
  public @Nullable Path folder() {
    return resident.folder();
  }

  private @Nullable SlotConfig identity() {
    return pool.get().slots().stream()
        .filter(config -> config.id().equals(slot))
        .findFirst()
        .orElse(null);
  }

  public void hold(AgentSession taken) {
    resident.hold(taken);
  }

  public @Nullable AgentSession held() {
    return resident.held();
  }

  /**
   * After an attempt is settled: keeps the process, or ends it.
   *
   * @param shared the conversation that the attempt was a turn of; null when it was its own
   */
  public void tidy(TaskResult result, Wanted.@Nullable Shared shared) {
    resident.tidy(result.outcome(), shared);
  }

  /**
   * The session is kept for a task to come, until its idle timeout.
   *
   * @param shared what is in its context; null for nothing
   */
  public void rest(Wanted.@Nullable Shared shared) {
    resident.restWith(shared);
  }

  /** Whether the session has rested for longer than its idle timeout. */
  public boolean restedTooLong() {
    return resident.restedTooLong();
  }

  /** Ends the session, if it rests with that conversation in its context. */
  public void letGo(ConversationKey conversation) {
    resident.letGo(conversation);
  }

  /** Ends the session, if any, and removes its folder; returns the pids of what survived. */
  public List<Long> drop() {
    return resident.drop();
  }

  /**
   * Gives an interrupted turn so long to end by itself; then its process is ended, which ends the
   * turn.
   */
  public void endUnlessOver(@Nullable Turn turn, NodeParts.Timings timings) {
    if (turn == null) {
      return;
    }
    Duration patience = timings.interruptPatience();
    Thread.ofVirtual()
        .name("interrupt-" + slot)
        .start(() -> {
          try {
            AgentSession busy = held();
            if (turn.await(patience).isEmpty() && busy != null) {
              busy.end(timings.endPatience());
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  public void note(AttemptKey attempt, String providerSession) {
    AgentSession held = held();
    try {
      parts
          .ledger()
          .noteSession(attempt, held == null ? "" : held.folder().toString(), providerSession);
    } catch (LedgerException e) {
      LOG.warn("the conversation of {} could not be noted: {}", attempt, e.getMessage());
    }
  }
}
