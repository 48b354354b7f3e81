package dev.agentpool.node.attempt;

import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Unit;
import dev.agentpool.live.SessionId;
import dev.agentpool.machine.DiskRoom;
import dev.agentpool.node.conversation.Conversations;
import dev.agentpool.node.conversation.Wanted;
import dev.agentpool.node.launch.SlotBench;
import dev.agentpool.node.message.Inbox;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.Json;
import dev.agentpool.node.persona.Briefs;
import dev.agentpool.node.place.PlanClosing;
import dev.agentpool.node.prompt.StepNotices;
import dev.agentpool.node.prompt.StepPrompts;
import dev.agentpool.node.session.SessionFolders;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.session.Workplace;
import dev.agentpool.settings.BudgetExhausted;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.StoodWalls;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in one slot: workspace, session, turn, result. Runs on one virtual thread; {@link
 * #interrupt} comes from any.
 *
 * <p>INVARIANT: a prompt is sent only after the session's folder names this attempt, so that
 * whoever comes after this daemon finds the process, and never starts a second one beside it.
 */
public final class AttemptRun {
  /**
   * A crash in the middle of a conversation is resumed so often within the attempt before it counts
   * as its outcome.
   */
  private static final int CRASH_RESUMES = 2;

  /** What reading the output of an adopted turn may take, also when its time is over. */
  private static final Duration READING = Duration.ofSeconds(2);

  private final NodeParts parts;
  private final SlotBench bench;
  private final TaskRecord task;
  private final AttemptKey attempt;
  private final Settings settings;
  private final @Nullable Money cap;
  private final ActivityWriter activity;
  private final AttemptSpend spend;
  private final UsageWatch usage;
  private final TurnBounds bounds;
  private final InWorkspace inWorkspace;
  private final Inbox inbox;
  private final Briefs briefs;
  private final AttemptConversation conversation;
  private final Steering steering;
  private String asked = "";

  /**
   * @param passed what of its time is over already
   * @param cap the task's own cap as far as it is left, which the CLI is given; null when the money
   *     is an estimate that may grow
   * @param conversations of its pool, some of which tasks share
   */
  public AttemptRun(
      NodeParts parts,
      SlotBench bench,
      TaskRecord task,
      Duration passed,
      Reservation reserved,
      @Nullable Money cap,
      Settings settings,
      Conversations conversations) {
    this.parts = parts;
    this.bench = bench;
    this.task = task;
    this.attempt = task.attempt();
    this.settings = settings;
    this.cap = cap;
    this.activity = new ActivityWriter(parts.activity(), task.id());
    this.inbox = new Inbox(parts.ledger());
    this.steering = new Steering(parts.ledger(), task, activity);
    this.briefs = new Briefs(parts.ledger(), parts.personas());
    this.conversation =
        new AttemptConversation(
            parts,
            conversations,
            task,
            bench.slot(),
            settings.get(SettingKeys.PROVIDER),
            ConversationKey.of(task, settings, bench.slot()).orElse(null),
            activity);
    this.bounds =
        new TurnBounds(
            parts.awake(),
            passed,
            settings.value(SettingKeys.TIMEOUT),
            this::noteEnding,
            turn -> bench.endUnlessOver(turn, parts.timings()));
    boolean couldWrite = settings.get(SettingKeys.PERMISSION_MODE) != PermissionMode.PLAN;
    this.inWorkspace = new InWorkspace(activity, couldWrite, bounds::named);
    this.usage = new UsageWatch(parts.ledger(), settings.get(SettingKeys.PROVIDER));
    this.spend =
        new AttemptSpend(
            parts.ledger(),
            attempt,
            reserved,
            settings,
            pricing(),
            unit -> bounds.interrupt(usedUp(unit)),
            () -> bounds.interrupt(Interruption.OVER_TOKENS));
  }

  private Pricing pricing() {
    AgentProvider provider = parts.provider(settings.get(SettingKeys.PROVIDER));
    boolean tellsDollars =
        provider != null && provider.capabilities().spending() == Capabilities.Spending.DOLLARS;
    return new Pricing(
        parts.prices(), settings.value(SettingKeys.MODEL).orElse(null), tellsDollars);
  }

  /** A task's own cap is a limit, and a conversation that cannot be resumed would be paid twice. */
  private Interruption usedUp(Unit unit) {
    AgentProvider provider = parts.provider(settings.get(SettingKeys.PROVIDER));
    boolean goesOn =
        BudgetExhausted.of(settings) == BudgetExhausted.ASK
            && provider != null
            && provider.resumes(settings);
    return switch (unit) {
      case DOLLARS -> goesOn && cap == null ? Interruption.OUT_OF_MONEY : Interruption.OVER_BUDGET;
      case TOKENS -> goesOn ? Interruption.OUT_OF_TOKENS : Interruption.TOKENS_USED_UP;
      case TURNS -> goesOn ? Interruption.OUT_OF_TURNS : Interruption.TURNS_USED_UP;
    };
  }

  public AttemptKey attempt() {
    return attempt;
  }

  public TaskRecord task() {
    return task;
  }

  /** What it was begun with. */
  public Settings settings() {
    return settings;
  }

  public Money spentSoFar() {
    return spend.spentSoFar();
  }

  /** So much of its cap is for tasks that it has started. */
  public void lend(Money toChildren) {
    if (cap != null) {
      spend.keepBelow(cap.minus(toChildren));
    }
  }

  /** A new attempt, from the workspace on. */
  public TaskResult run(@Nullable String previousSession) throws InterruptedException {
    return switch (new StepPrompts(parts.ledger()).of(task)) {
      case StepPrompts.Work.Skip(Outcome why) -> skipped(why);
      case StepPrompts.Work.Close(PlanPart.Close part) ->
          new PlanClosing(parts.ledger(), bench.places()).close(task, part, settings);
      case StepPrompts.Work.Ask(String prompt, List<String> unfilled) ->
          told(ask(prompt, previousSession), unfilled);
    };
  }

  /** With what the node knows of a result beside what the agent said. */
  private TaskResult told(TaskResult result, List<String> unfilled) {
    List<String> notices = new ArrayList<>(StepNotices.ofPrompt(unfilled));
    notices.addAll(StepNotices.ofResult(task, result));
    notices.forEach(activity::notice);
    String model = settings.value(SettingKeys.MODEL).orElse("");
    return conversation
        .told(result)
        .withVerdict(verdict ->
            verdict
                .withConfiguredModel(model)
                .withProvider(settings.get(SettingKeys.PROVIDER))
                .noticing(notices));
  }

  private static TaskResult skipped(Outcome why) {
    TaskResult result = TaskResult.withoutAgent(why);
    return why.success() ? result.withOutput("") : result;
  }

  private TaskResult ask(String prompt, @Nullable String previousSession)
      throws InterruptedException {
    asked = inbox.withMessages(task, bench.slot(), briefs.begin(task, prompt));
    TaskResult result = inPreparedWorkspace(previousSession);
    return settled(result);
  }

  private TaskResult settled(TaskResult ended) {
    TaskResult result = briefs.ended(task, ended);
    inbox.settled(task, bench.slot(), result);
    return result;
  }

  private TaskResult inPreparedWorkspace(@Nullable String previousSession)
      throws InterruptedException {
    return inWorkspace.result(
        () -> bench.places().workspace(task, settings),
        workspace -> bench.checkout(workspace, settings),
        workspace -> {
          AttemptConversation.Beginning begun =
              conversation.begin(previousSession, bounds::isInterrupted);
          try {
            return converse(workspace, begun, 0);
          } catch (ProviderException unknownConversation) {
            return converse(workspace, conversation.startOver(begun, unknownConversation), 1);
          }
        });
  }

  /**
   * Goes on with what a daemon before began, in the workspace it began in; empty when nothing of it
   * had begun.
   *
   * @param began when the attempt was claimed
   */
  public Optional<TaskResult> adopt(AgentSession session, SessionFolders.Part part, Instant began)
      throws InterruptedException {
    if (!(new StepPrompts(parts.ledger()).of(task) instanceof StepPrompts.Work.Ask ask)) {
      return Optional.empty(); // no agent was asked: whatever was begun is begun anew
    }
    asked = inbox.asDelivered(task, briefs.asBegun(task, ask.prompt()));
    parts
        .sessionFolders()
        .ending(session.folder(), attempt)
        .flatMap(Interruption::named)
        .ifPresent(bounds::formerly);
    conversation.driveOn();
    bounds.waitAtLeast(READING); // it may be over, which its output tells as soon as it is read
    activity.again(part.turnId());
    bench.desk().serve(work(session, session.launch().workingDirectory()));
    try {
      return goOn(session, part, began, ask);
    } finally {
      bench.desk().serve(null);
      activity.flush();
    }
  }

  private Optional<TaskResult> goOn(
      AgentSession session, SessionFolders.Part part, Instant began, StepPrompts.Work.Ask ask)
      throws InterruptedException {
    Resumed resumed =
        session.resumeTurn(
            new TurnRequest(part.turnId(), prompt(part.part() > 0), session.launch().schema()),
            listener(session));
    return switch (resumed) {
      case Resumed.NeverBegun _ -> Optional.empty();
      case Resumed.GoesOn(Turn under) -> {
        TaskResult result = settled(whereItBegan(session, under, part.part(), began));
        yield Optional.of(told(result, ask.unfilled()));
      }
      case Resumed.Unknown(String why) -> Optional.of(inDoubt(session, why));
    };
  }

  /** Nothing is asked again, and nothing is held right: a person, or a further attempt, decides. */
  private TaskResult inDoubt(AgentSession session, String why) {
    String told =
        "the daemon ended while the prompt was handed over, and whether the agent began is not"
            + " known: "
            + why;
    activity.notice(told);
    session.end(parts.timings().endPatience());
    TaskResult result =
        TaskResult.withoutAgent(Outcome.of(OutcomeCode.CRASHED, told))
            .withCost(new Cost.Unknown(Money.ZERO))
            .noticing(told);
    return settled(result);
  }

  private TaskResult whereItBegan(AgentSession session, Turn under, int part, Instant began)
      throws InterruptedException {
    Workplace place =
        session.launch().workplace() == null
            ? bench.places().ofNoTask(settings.get(SettingKeys.WORKSPACE))
            : session.launch().workplace();
    Workspace workspace;
    try {
      workspace = bench.places().find(place, task.id());
    } catch (WorkspaceException lost) {
      String told = "its workspace was not found again after a restart: " + lost.getMessage();
      activity.notice(told);
      return ended(session, under, began).noticing(told);
    }
    return inWorkspace.result(
        () -> workspace,
        bench.places()::checkout, // its walls are those it was launched with
        found -> afterCrashes(ended(session, under, began), found, part));
  }

  private TaskResult ended(AgentSession session, Turn under, Instant began)
      throws InterruptedException {
    session
        .caughtUp()
        .thenRun(
            () -> Thread.ofVirtual().name("steer-" + attempt).start(() -> steering.into(under)));
    TaskResult turn = walled(priced(bounds.await(under)), session);
    conversation.ended(turn, session, null);
    return turn.withElapsed(AttemptTimes.lasted(session.folder(), began, bounds.elapsed()));
  }

  private void noteEnding(Interruption why) {
    Path folder = bench.folder();
    if (folder != null) {
      parts.sessionFolders().noteEnding(folder, attempt, why.name());
    }
  }

  /** Ends the attempt early; the first reason stands. Harmless when it is over. */
  public void interrupt(Interruption why) {
    bounds.interrupt(why);
  }

  /** Something was said into its turn. Blocks. */
  public void spokenTo() {
    steering.look();
  }

  /** The machine slept so long while this ran. */
  public void slept(Duration sleep) {
    bounds.slept(sleep);
    activity.notice(AttemptTimes.slept(sleep));
  }

  private TaskResult converse(Workspace workspace, AttemptConversation.Beginning begun, int part)
      throws InterruptedException {
    SessionFolders.Part mine = new SessionFolders.Part(attempt, part);
    if (bounds.isInterrupted()) {
      return bounds.named(
          TaskResult.withoutAgent(
              Outcome.of(OutcomeCode.INTERRUPTED, "interrupted before it began")));
    }
    AgentSession session =
        bench.session(
            settings,
            workspace,
            bench.places().workplace(task, workspace.mode()),
            begun.wanted(),
            conversation.isShared() ? null : cap); // a CLI would count what others spent in it
    String resumed = session.turns() == 0 ? session.launch().resume() : null;
    parts.sessionFolders().dedicate(session.folder(), mine);
    TaskResult ended;
    bench.desk().serve(work(session, workspace.directory()));
    try {
      activity.turn(
          mine.turnId(),
          workspace.mode().wireName(),
          workspace.directory().toString(),
          workspace.start().orElse(""));
      Turn started =
          session.send(
              new TurnRequest(mine.turnId(), prompt(begun.unfinished()), schema()),
              listener(session));
      known(session, session.providerSession());
      steering.into(started);
      ended = priced(bounds.await(started));
    } finally {
      bench.desk().serve(null);
      activity.flush();
    }
    return afterCrashes(
        conversation.ended(walled(ended, session), session, resumed), workspace, part);
  }

  /** A turn is over: what it took has its price, and a further one begins at nothing. */
  private TaskResult priced(TaskResult turn) {
    steering.over();
    spend.turnEnded();
    return turn.withSpent(pricing().of(turn.report()));
  }

  private TaskResult walled(TaskResult result, AgentSession session) {
    String seat = SessionId.find(bench.slot()).map(SessionId::value).orElse(task.id().value());
    parts.activity().screens().keep(seat, session);
    StoodWalls walls = session.launch().walls();
    return result.withVerdict(verdict -> verdict.withWalls(walls)).noticing(bench.noticesOfWalls());
  }

  private TaskResult afterCrashes(TaskResult result, Workspace workspace, int part)
      throws InterruptedException {
    String cut = result.report().conversation();
    if (cut == null
        || result.outcome().code() != OutcomeCode.CRASHED
        || bounds.isInterrupted()
        || part >= CRASH_RESUMES
        || DiskRoom.isFull(parts.home().root())) {
      return result;
    }
    activity.notice(
        "the agent's process ended in mid-turn ("
            + result.outcome().message()
            + "); resuming its conversation");
    try {
      return converse(workspace, conversation.resumed(cut), part + 1).after(result);
    } catch (ProviderException cannotResume) {
      return result;
    }
  }

  private AttemptWork work(AgentSession session, Path directory) {
    return new AttemptWork(attempt, settings, session, directory, spend, bounds, activity);
  }

  private TurnListener listener(AgentSession session) {
    return event -> {
      activity.heard(event);
      spend.heard(event);
      usage.heard(event);
      if (event instanceof AgentEvent.SessionKnown known) {
        known(session, known.providerSession());
      } else if (event instanceof AgentEvent.Heard(String word)) {
        steering.heard(word);
      }
    };
  }

  /**
   * For whoever resumes the conversation after this machine went down; not on the session's own
   * thread.
   */
  private void known(AgentSession session, @Nullable String providerSession) {
    if (providerSession != null) {
      Thread.ofVirtual()
          .name("note-" + attempt)
          .start(() -> {
            bench.note(attempt, providerSession);
            conversation.known(providerSession, session.launch().workingDirectory());
          });
    }
  }

  /**
   * Keeps how the conversation stands that tasks share, if this is a turn of one, and what was
   * heard of what was said into it. Comes before the attempt is settled.
   *
   * @throws dev.agentpool.ledger.LedgerException when the ledger cannot be written
   */
  public void keepConversation() {
    steering.keep();
    conversation.keep();
  }

  /** What its session has in its context then; null when it shares nothing. */
  public Wanted.@Nullable Shared inContext() {
    return conversation.inContext();
  }

  /** All is over: another attempt may go on with the conversation. */
  public void letGo() {
    conversation.letGo();
  }

  private String prompt(boolean goesOn) {
    if (!goesOn) {
      return asked;
    }
    return "Your process was ended from outside before you had finished the task below. See what is"
        + " already done, do what is missing, and do nothing twice.\n\n"
        + asked;
  }

  private @Nullable String schema() {
    return settings.find(SettingKeys.JSON_SCHEMA).map(Json::text).orElse(null);
  }
}
